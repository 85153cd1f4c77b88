using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>Re-hashes everything that the archive holds, in one snapshot, and names what is no longer as it was logged.</summary>
internal static class AuditContent
{
    public static void Map(IEndpointRouteBuilder archive) => archive
        .MapGet("/audit", Handle).WithName("AuditContent").Does(Actions.ArchiveAudit)
        .Produces<AuditView>();

    // The database was away when the service started, and has been back for less than a second.
    private static Refusal NotOpen =>
        new(StatusCodes.Status503ServiceUnavailable, "storage.unavailable", "The log is being opened. Repeat in a moment.");

    private static Task<IResult> Handle(
        Access access, [FromKeyedServices(ArchiveModule.Name)] EventLog log, LogPublisher publisher, PublishedLog published)
    {
        var checkpoint = published.Checkpoint;
        return log.Read(async session =>
            (await access.May(session, Actions.ArchiveAudit)).Allowed
                ? publisher.Key is { } key ? Results.Ok(await Run(session, key, checkpoint)) : NotOpen.ToProblem()
                : Refusal.Forbidden("archive.not-auditor", "Only archivists and auditors may audit the archive.").ToProblem());
    }

    public static async Task<AuditView> Run(Session session, LogKey key, Checkpoint? published)
    {
        var faults = new Faults();
        var texts = await TextAudit.Run(session);
        var leaves = new LeafAudit(session, texts, faults);
        var checkpoints = new CheckpointAudit(session, key, faults);
        await foreach (var row in AuditRow.All(session))
        {
            await leaves.Check(row);
            await checkpoints.Add(row);
        }
        texts.NameUnused(faults);
        await checkpoints.Close(published);
        await FilingAudit.Run(session, faults);
        return new AuditView(leaves.Count, texts.Count, faults.Lines);
    }
}
