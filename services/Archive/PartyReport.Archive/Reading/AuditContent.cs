using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Archive.Log;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive.Reading;

/// <summary>Re-hashes everything that the archive holds against its leaves, and the leaves against the published root.</summary>
internal static class AuditContent
{
    public static void Map(IEndpointRouteBuilder archive) => archive.MapGet("/audit", Handle).WithName("AuditContent")
        .Produces<AuditView>().ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Handle(
        Actor actor, [FromKeyedServices(ArchiveModule.Name)] EventLog log, LogPublisher publisher, TimeProvider clock)
    {
        var published = publisher.Published;
        return await log.Read<IResult>(async s => await Readers.ReadsAll(s, actor.Person, Day.Of(clock.GetUtcNow()))
            ? TypedResults.Ok(await new ContentAudit(s).Run(published))
            : Refusal.Forbidden("archive.not-auditor", "Only archivists and auditors audit the archive.").ToProblem());
    }
}
