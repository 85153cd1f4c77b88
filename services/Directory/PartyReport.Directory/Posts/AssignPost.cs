using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Posts;

/// <summary>Gives a person a post in a unit.</summary>
internal static class AssignPost
{
    public static void Map(IEndpointRouteBuilder posts) =>
        posts.MapPost("/", Handle).WithName("AssignPost").Does(Actions.PostChange).Produces<PostView>(StatusCodes.Status201Created);

    /// <summary>What the decision needs to know.</summary>
    internal sealed record Known(bool MayAdminister, bool Person, bool Unit, bool Importing = false, bool OtherAdministration = false);

    public static readonly Refusal Separate = Refusal.Conflict(
        "post.administration-separate", "Nobody is two of system administrator, security administrator and auditor.");

    public static Outcome Decide(Known known, AssignPostRequest request, Guid id) => request switch
    {
        _ when !known.MayAdminister => DirectoryStore.NotAdministrator,
        _ when known.Importing => DirectoryStore.ImportRunning,
        _ when !PostRoles.All.Contains(request.Role) =>
            Refusal.Invalid("post.role-unknown", $"role: one of {string.Join(", ", PostRoles.All)}."),
        { Title.Length: 0 or > 100 } => Refusal.Invalid("post.title-length", "title: 1 to 100 characters."),
        _ when !PlainText.IsClean(request.Title) => PlainText.NotClean("title"),
        { To: { } to } when to < request.From => Refusal.Invalid("post.days-reversed", "to: not before from."),
        _ when !known.Person => Refusal.Invalid("post.person-unknown", "person: there is no such person."),
        _ when !known.Unit => Refusal.Invalid("post.unit-unknown", "unit: there is no such unit."),
        _ when known.OtherAdministration => Separate,
        _ => Outcome.Of(new PostAssigned(id, request.Person, request.Unit, request.Role, request.Title, request.From, request.To)),
    };

    private static async Task<IResult> Handle(AssignPostRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var known = await store.Read(async s => new Known(
            await DirectoryStore.May(s, access, Actions.PostChange),
            await s.Scalar<bool>("select exists (select 1 from person where id = @Person)", request),
            await s.Scalar<bool>("select exists (select 1 from unit where id = @Unit and (closed_from is null or closed_from > @From))", request),
            await DirectoryStore.IsImporting(s),
            await HoldsOtherAdministration(s, request.Person, request.Role, request.From, request.To)));

        var outcome = Decide(known, request, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Created(
            $"/api/posts/{id}", new PostView(id, request.Person, request.Unit, request.Role, request.Title, request.From, request.To, 1), "\"1\"");
        await store.Append(call, id, 0, outcome.Events, answer, ct, s => StillSeparate(s, request.Person, request.Role, request.From, request.To));
        return answer.ToResult();
    }

    // At any time, because an end may lie in the future and a beginning too.
    public static async Task<bool> HoldsOtherAdministration(Session session, Guid person, string role, DateOnly from, DateOnly? to) =>
        PostRoles.Separate.Contains(role) && await session.Scalar<bool>(
            $"""
            select exists (select 1 from post where person = @person and role <> @role and role {session.In("roles")}
                           and (last_day is null or last_day >= @from) and (cast(@to as {(session.IsPostgres ? "date" : "text")}) is null or first_day <= @to))
            """, new { person, role, from, to, roles = PostRoles.Separate.ToArray() });

    // Of two such posts given at once, one must come too late.
    public static async Task StillSeparate(Session session, Guid person, string role, DateOnly from, DateOnly? to)
    {
        if (!PostRoles.Separate.Contains(role)) return;
        await session.TakeTurn("administrators");
        if (await HoldsOtherAdministration(session, person, role, from, to)) throw new LostRaceException("Another such post was given meanwhile.");
    }
}
