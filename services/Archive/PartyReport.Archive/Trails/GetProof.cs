using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>One leaf of a report's trail with its way to the newest published checkpoint, as c2sp.org/tlog-proof: verified without us.</summary>
internal static class GetProof
{
    private static readonly Refusal Unknown = Refusal.NotFound("archive.leaf-unknown", "The report's trail has no such leaf.");

    private static readonly Refusal NotSealed = Refusal.Conflict(
        "archive.leaf-not-sealed", "No published checkpoint covers this leaf yet. Ask again in a minute.");

    public static void Map(IEndpointRouteBuilder archive) => archive
        .MapGet("/reports/{report:guid}/leaves/{leaf:long}/proof", Handle).WithName("GetProof").Does(Actions.TrailRead)
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> Handle(
        Guid report, long leaf, Access access, [FromKeyedServices(ArchiveModule.Name)] EventLog log, PublishedLog published, ArchiveFolder folder)
    {
        var (entry, refusal) = await log.Read(session => Read(session, report, leaf, access));
        if (refusal is not null) return refusal.ToProblem();
        return published.Checkpoint is { } checkpoint && leaf < checkpoint.Size
            ? Results.Text(Write(leaf, entry!, checkpoint, folder), "text/plain", Encoding.UTF8)
            : NotSealed.ToProblem();
    }

    private static async Task<(byte[]? Leaf, Refusal? Refusal)> Read(Session session, Guid report, long leaf, Access access)
    {
        var isThere = await session.First<LeafRow>("select leaf from leaf where report = @report limit 1", new { report }) is not null;
        if (await GetTrail.MayNotRead(session, report, access, isThere) is { } refusal) return (null, refusal);
        var row = await session.First<LeafRow>("select leaf from leaf where report = @report and idx = @leaf", new { report, leaf });
        return row is null ? (null, Unknown) : (row.Leaf, null);
    }

    private static string Write(long leaf, byte[] entry, Checkpoint checkpoint, ArchiveFolder folder)
    {
        var path = new Inclusion(checkpoint.Size, folder.TryRead).Path(leaf);
        var proof = new StringBuilder("c2sp.org/tlog-proof@v1\n");
        proof.Append(CultureInfo.InvariantCulture, $"extra {Convert.ToBase64String(entry)}\nindex {leaf}\n");
        foreach (var hash in path) proof.Append(Convert.ToBase64String(hash)).Append('\n');
        return proof.Append('\n').Append(checkpoint.Note).ToString();
    }
}
