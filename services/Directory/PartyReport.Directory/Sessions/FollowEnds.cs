using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>Tells the gateway which sessions ended since it asked last.</summary>
internal static class FollowEnds
{
    // A row has the instant at which its end was written and is seen when that is committed, at most 5 s later; clocks of replicas
    // differ a little too. So what is told reaches back further than the last question.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapGet("/ended", Handle);

    private static Task<IResult> Handle(AccountStore store, TimeProvider clock, string? after = null)
    {
        var next = (clock.GetUtcNow() - Overlap).UtcTicks.ToString(CultureInfo.InvariantCulture);
        return after is null
            ? Task.FromResult<IResult>(TypedResults.Ok(new EndedSessions(next, [])))
            : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? store.Read<IResult>(async s => TypedResults.Ok(new EndedSessions(next, await Since(s, new DateTimeOffset(ticks, TimeSpan.Zero)))))
            : Task.FromResult(Refusal.Malformed("session.cursor-invalid", "after: a cursor that was given before.").ToProblem());
    }

    private static async Task<List<string>> Since(Session session, DateTimeOffset since) =>
        (await session.Query<byte[]>("select secret_hash from session where ended_at > @since", new { since })).ConvertAll(SessionSecret.Write);
}
