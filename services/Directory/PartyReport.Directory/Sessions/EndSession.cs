using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;

namespace PartyReport.Directory.Sessions;

/// <summary>Signs somebody out.</summary>
internal static class EndSession
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/end", Handle);

    private static async Task<IResult> Handle(SessionRequest request, AccountStore store, AccountSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await AccountStore.Repeat(async () =>
        {
            if (await store.Read(s => ReadSession.Find(s, request.Session, settings, now)) is not ({ Scopes: null } row, _)) return false;
            await store.Append(row.Person, row.Id, 1, [new SessionEnded(row.Id, row.Person)], now, s => SessionRows.End(s, row.Id, clock), ct);
            return true;
        });
        return TypedResults.NoContent();
    }
}
