using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Accounts;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>Takes down, with the key's id, that the gateway refused a key what it was not issued for: the gateway has no log of its own.</summary>
internal static class NoteOutOfScope
{
    /// <summary>Stands in the records of what was denied.</summary>
    public const string Rule = "key.use/out-of-scope";

    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapPost("/out-of-scope", Handle);

    private static async Task<IResult> Handle(
        SessionRequest request, AccountStore store, AccountSettings settings, TimeProvider clock,
        [FromKeyedServices(DirectoryModule.Name)] AccessJournal journal, CancellationToken ct)
    {
        if (await store.Read(s => ReadSession.Find(s, request.Session, settings, clock.GetUtcNow())) is ({ Scopes: not null } key, _))
            await journal.Deny(key.Person, Rule, key.Id, ct);
        return TypedResults.NoContent();
    }
}
