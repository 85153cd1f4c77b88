using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Posts held on a day, by person or by unit.</summary>
internal static class GetPosts
{
    private const int MaxPosts = 1_000;

    public static void Map(IEndpointRouteBuilder posts)
    {
        posts.MapGet("/", List).WithName("GetPosts").Does(Actions.PostRead).Produces<List<PostView>>();
        posts.MapGet("/{id:guid}", One).WithName("GetPost").Does(Actions.PostRead).Produces<PostView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>At most 1,000 posts.</summary>
    internal static async Task<List<PostView>> Held(Session session, DateOnly day, Guid? person, Guid? unit) => (await session.Query<PostRow>(
        $"""
        select {DirectoryStore.PostColumns} from post
        where first_day <= @day and (last_day is null or last_day >= @day)
          {(person is null ? "" : "and person = @person")} {(unit is null ? "" : "and unit = @unit")}
        order by unit, role, id limit {MaxPosts}
        """, new { person, unit, day })).ConvertAll(p => p.ToView());

    private static Task<IResult> List(
        Access access, DirectoryStore store, TimeProvider clock, Guid? person = null, Guid? unit = null, DateOnly? asOf = null) => store.Read(async s =>
    {
        return await DirectoryStore.MayNotRead(s, access, Actions.PostRead) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await Held(s, asOf ?? Day.Of(clock.GetUtcNow()), person, unit));
    });

    private static Task<IResult> One(Guid id, Access access, DirectoryStore store, HttpContext context) => store.Read(async s =>
    {
        if (await DirectoryStore.MayNotRead(s, access, Actions.PostRead, id) is { } refusal) return refusal.ToProblem();
        if (await DirectoryStore.FindPost(s, id) is not { } post) return Refusal.NotFound("post.unknown", "There is no such post.").ToProblem();
        context.Response.Headers.ETag = $"\"{post.Version}\"";
        return TypedResults.Ok(post.ToView());
    });
}
