using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Who acts for whom on a day.</summary>
internal static class GetDeputies
{
    private const int MaxDeputies = 1_000;

    public static void Map(IEndpointRouteBuilder deputies)
    {
        deputies.MapGet("/", List).WithName("GetDeputies").Does(Actions.PostRead).Produces<List<DeputyView>>();
        deputies.MapGet("/{id:guid}", One).WithName("GetDeputy").Does(Actions.PostRead).Produces<DeputyView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static Task<DeputyRow?> Find(Session session, Guid id) =>
        session.First<DeputyRow>($"select {DeputyRow.Columns} from deputy where id = @id", new { id });

    /// <summary>At most 1,000.</summary>
    /// <param name="post">Only those who act for this post; absent: all.</param>
    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> List(Access access, DirectoryStore store, TimeProvider clock, Guid? post = null, DateOnly? asOf = null) =>
        store.Read(async s =>
        {
            var today = Day.Of(clock.GetUtcNow());
            if (await DirectoryStore.MayNotRead(s, access, Actions.PostRead) is { } refusal) return refusal.ToProblem();
            return TypedResults.Ok((await s.Query<DeputyRow>(
                $"""
                select {DeputyRow.Columns} from deputy
                where first_day <= @day and last_day >= @day {(post is null ? "" : "and post = @post")} order by id limit {MaxDeputies}
                """, new { post, day = asOf ?? today })).ConvertAll(d => d.ToView()));
        });

    private static Task<IResult> One(Guid id, Access access, DirectoryStore store, HttpContext context) => store.Read(async s =>
    {
        if (await DirectoryStore.MayNotRead(s, access, Actions.PostRead, id) is { } refusal) return refusal.ToProblem();
        if (await Find(s, id) is not { } deputy) return Refusal.NotFound("deputy.unknown", "There is no such deputising.").ToProblem();
        context.Response.Headers.ETag = $"\"{deputy.Version}\"";
        return TypedResults.Ok(deputy.ToView());
    });
}
