using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>Tells the gateway whether a session may be used, and what its person may claim to be.</summary>
internal static class ReadSession
{
    // Uses are written at most once a minute, in batches.
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(2);

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/state", Handle);

    public static Refusal Unknown => new Refusal(StatusCodes.Status401Unauthorized, "session.unknown", "There is no such session, or it is over. Sign in again.");

    /// <summary>Whether a session may be used.</summary>
    public static bool IsAlive(SessionRow row, AccountRow? account, AccountSettings settings, DateTimeOffset now) =>
        row.EndedAt is null && now < row.EndsAt
        && (row.Scopes is not null || now < row.SeenAt + settings.Idle + WrittenWithin)
        && (row.Account is null ? settings.Demo : account is { Disabled: false });

    private static Task<IResult> Handle(SessionRequest request, AccountStore store, AccountSettings settings, TimeProvider clock) =>
        store.Read<IResult>(async s =>
        {
            var now = clock.GetUtcNow();
            if (await Find(s, request.Session, settings, now) is not { } found) return Unknown.ToProblem();
            var (row, account) = found;
            return TypedResults.Ok(new SessionState(
                row.Id, row.Person, row.Account, account is { Initial: true } && row is { Scopes: null, Linked: false }, row.Scopes?.Split(' ').Intersect(ApiKeys.Scopes).ToList(), row.SeenAt, row.EndsAt,
                row.Scopes is null ? (int)settings.Idle.TotalSeconds : null, await HeldPosts.Of(s, row.Person, Day.Of(now)), await HeldPosts.Position(s, row.Person)));
        });

    /// <summary>The session that may be used, with its account; null: there is none.</summary>
    public static async Task<(SessionRow Row, AccountRow? Account)?> Find(Session s, string session, AccountSettings settings, DateTimeOffset now)
    {
        if (SessionSecret.Read(session) is not { } hash || await SessionRows.Find(s, hash) is not { } row) return null;
        var account = row.Account is { } id ? await AccountStore.Find(s, id) : null;
        // Who was appointed after the key was issued is not acted for either.
        if (row.Scopes is not null && await ApiKeys.IsSeparate(s, row.Person, Day.Of(now))) return null;
        return IsAlive(row, account, settings, now) ? (row, account) : null;
    }
}
