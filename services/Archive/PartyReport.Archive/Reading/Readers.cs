using System.Text.Json;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive.Reading;

/// <summary>Who may read what in the archive.</summary>
internal static class Readers
{
    /// <summary>Archivists and auditors read everything.</summary>
    public static async Task<bool> ReadsAll(Session session, Guid person, DateOnly day) =>
        (await OrganisationReplica.PostsOf(session, person, day)).Exists(p => p.Role is PostRoles.Archivist or PostRoles.Auditor);

    /// <summary>Others read the reports of units that they look after.</summary>
    public static async Task<bool> Reads(Session session, Guid person, Guid report, DateOnly day) =>
        await ReadsAll(session, person, day)
        || (await UnitOf(session, report) is { } unit && await OrganisationReplica.LooksAfter(session, person, unit, PostRoles.All, day));

    private static async Task<Guid?> UnitOf(Session session, Guid report)
    {
        if (await session.Scalar<byte[]>(
            "select body from leaf where report = @report and type = 'drafting.report-started'", new { report }) is not { } body) return null;
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("unit").GetGuid();
    }
}
