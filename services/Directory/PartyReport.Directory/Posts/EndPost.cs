using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Units;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Sets the last day of a post. Decisions made in it before stay as they are.</summary>
internal static class EndPost
{
    public static void Map(IEndpointRouteBuilder posts) =>
        posts.MapPut("/{id:guid}/end", Handle).WithName("EndPost").Does(Actions.PostChange).Produces<PostView>();

    /// <summary>What the decision needs to know.</summary>
    /// <param name="Post">Null when there is none such.</param>
    /// <param name="UnitClosed">First day on which the post's unit is no more; null: it is there.</param>
    /// <param name="OtherAdministration">Until the day asked for the holder would have another post that must be somebody else's.</param>
    internal sealed record Known(PostRow? Post, bool MayAdminister, bool Importing = false, DateOnly? UnitClosed = null, bool OtherAdministration = false);

    public static Outcome Decide(Known known, Command call, EndPostRequest request) => known switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Importing: true } => DirectoryStore.ImportRunning,
        { Post: null } => Refusal.NotFound("post.unknown", "There is no such post."),
        _ when call.Unless($"\"{known.Post.Version}\"") is { } refusal => refusal,
        _ when request.To < known.Post.From => Refusal.Invalid("post.days-reversed", "to: not before the first day."),
        _ when request.To == known.Post.To => Outcome.NothingToDo,
        _ when request.To >= known.UnitClosed && request.To > known.Post.To =>
            Refusal.Conflict("unit.closed", $"The unit is closed from {known.UnitClosed:yyyy-MM-dd} on."),
        { OtherAdministration: true } => AssignPost.Separate,
        _ => Outcome.Of(new PostEnded(known.Post.Id, request.To, known.Post.Version + 1)),
    };

    private static async Task<IResult> Handle(Guid id, EndPostRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var known = await store.Read(s => Look(s, id, request, access));

        var outcome = Decide(known, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var post = known.Post!;
        var version = post.Version + outcome.Events.Count;
        var answer = Answer.Ok((post with { To = request.To, Version = version }).ToView(), $"\"{version}\"");
        await store.Append(call, id, post.Recorded, outcome.Events, answer, ct,
            s => AssignPost.StillSeparate(s, post.Person, post.Role, post.From, request.To));
        return answer.ToResult();
    }

    private static async Task<Known> Look(Session session, Guid id, EndPostRequest request, Access access)
    {
        var post = await DirectoryStore.FindPost(session, id);
        return new(
            post, await DirectoryStore.May(session, access, Actions.PostChange, id), await DirectoryStore.IsImporting(session),
            post is null ? null : (await UnitRow.Find(session, post.Unit))?.ClosedFrom,
            post is not null && await AssignPost.HoldsOtherAdministration(session, post.Person, post.Role, post.From, request.To));
    }
}
