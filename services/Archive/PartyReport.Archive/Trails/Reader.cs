using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>Who may read the trail.</summary>
internal static class Reader
{
    private static readonly string[] Everything = [PostRoles.Archivist, PostRoles.Auditor];

    /// <summary>Archivists and auditors read everything.</summary>
    public static async Task<bool> ReadsAll(Session session, Guid person, DateOnly day) =>
        (await OrganisationReplica.PostsOf(session, person, day)).Exists(p => Everything.Contains(p.Role));

    /// <summary>Others read the trails of the units that they look after.</summary>
    public static async Task<bool> MayRead(Session session, Guid person, Guid report, DateOnly day) =>
        await ReadsAll(session, person, day) ||
        (await Trail.UnitOf(session, report) is { } unit && await OrganisationReplica.LooksAfter(session, person, unit, PostRoles.Reading, day));
}
