using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Lets a post act for another one for some time.</summary>
internal static class NameDeputy
{
    public static void Map(IEndpointRouteBuilder deputies) =>
        deputies.MapPost("/", Handle).WithName("NameDeputy").Does(Actions.PostChange).Produces<DeputyView>(StatusCodes.Status201Created);

    /// <summary>What the decision needs to know: both posts, null when there is none such.</summary>
    internal sealed record Known(bool MayAdminister, PostRow? Post, PostRow? Acting, bool Importing = false);

    public static Outcome Decide(Known known, NameDeputyRequest request, Guid id) => known switch
    {
        { MayAdminister: false } => DirectoryStore.NotAdministrator,
        { Importing: true } => DirectoryStore.ImportRunning,
        _ when request.To < request.From => Refusal.Invalid("post.days-reversed", "to: not before from."),
        { Post: null } or { Acting: null } => Refusal.Invalid("deputy.post-unknown", "post, acting: there is no such post."),
        _ when PostRoles.Separate.Contains(known.Post.Role) =>
            Refusal.Invalid("deputy.administration", "post: nobody acts for an administrator or auditor; assign the post to somebody else."),
        _ when known.Post.Person == known.Acting.Person => Refusal.Invalid("deputy.same-person", "acting: nobody acts for himself."),
        // The post that is acted for may be vacant in that time; the acting one must be held throughout.
        _ when known.Acting.From > request.From || known.Acting.To < request.To =>
            Refusal.Invalid("deputy.post-not-held", "acting: the post is not held in all that time."),
        _ => Outcome.Of(new DeputyNamed(id, request.Post, request.Acting, request.From, request.To)),
    };

    private static async Task<IResult> Handle(NameDeputyRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var known = await store.Read(async s => new Known(
            await DirectoryStore.May(s, access, Actions.PostChange),
            await DirectoryStore.FindPost(s, request.Post), await DirectoryStore.FindPost(s, request.Acting),
            await DirectoryStore.IsImporting(s)));

        var outcome = Decide(known, request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Created($"/api/deputies/{id}", new DeputyView(id, request.Post, request.Acting, request.From, request.To, 1), "\"1\"");
        await store.Append(call, id, 0, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
