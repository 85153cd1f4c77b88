using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;

namespace PartyReport.Directory.Sessions;

/// <summary>Notes when sessions were used last, many in one transaction, and throws away what is long over.</summary>
internal static class NoteUse
{
    private const int Most = 5_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/seen", Handle);

    private static async Task<IResult> Handle(SeenSessions request, AccountStore store, AccountSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var seen = request.Sessions.Take(Most).Select(s => new { hash = SessionSecret.Read(s.Session), at = s.At < now ? s.At : now })
            // In one order, so that two gateways do not wait for each other.
            .Where(s => s.hash is not null).OrderBy(s => Convert.ToHexString(s.hash!)).ToList();
        await store.Write(async s =>
        {
            await s.Execute("update session set seen_at = @at where secret_hash = @hash and seen_at < @at", seen);
            await SessionRows.Tidy(s, now - Kept);
            await SignInAttempts.Tidy(s, settings, now);
            return seen.Count;
        }, ct);
        return TypedResults.NoContent();
    }
}
