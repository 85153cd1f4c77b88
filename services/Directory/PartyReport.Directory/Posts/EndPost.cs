using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Sets the last day of a post. Decisions made in it before stay as they are.</summary>
internal static class EndPost
{
    public static void Map(IEndpointRouteBuilder posts) =>
        posts.MapPut("/{id:guid}/end", Handle).WithName("EndPost").Does(Actions.PostChange).Produces<PostView>();

    public static Outcome Decide(PostRow? post, bool mayAdminister, bool importing, Command call, EndPostRequest request) => post switch
    {
        _ when !mayAdminister => DirectoryStore.NotAdministrator,
        _ when importing => DirectoryStore.ImportRunning,
        null => Refusal.NotFound("post.unknown", "There is no such post."),
        _ when call.Unless($"\"{post.Version}\"") is { } refusal => refusal,
        _ when request.To < post.From => Refusal.Invalid("post.days-reversed", "to: not before the first day."),
        _ when request.To == post.To => Outcome.NothingToDo,
        _ => Outcome.Of(new PostEnded(post.Id, request.To, post.Version + 1)),
    };

    private static async Task<IResult> Handle(Guid id, EndPostRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var (post, mayAdminister, importing) = await store.Read(async s => (
            await DirectoryStore.FindPost(s, id), await DirectoryStore.May(s, access, Actions.PostChange, id),
            await DirectoryStore.IsImporting(s)));

        var outcome = Decide(post, mayAdminister, importing, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var version = post!.Version + outcome.Events.Count;
        var answer = Answer.Ok((post with { To = request.To, Version = version }).ToView(), $"\"{version}\"");
        await store.Append(call, id, post.Recorded, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
