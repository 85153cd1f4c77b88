using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Notification.Http;
using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>What became of every report: its trail, its number and the notices of everybody, against one that nobody disturbed.</summary>
internal sealed class Verdict(Door door, Fleet fleet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Guid[] People =
        [DemoCounty.Secretary, DemoCounty.Helper, DemoCounty.Member, DemoCounty.WorkCommitteeReviewer, DemoCounty.DepartmentReviewer];

    /// <summary>Trail and notices of a report that is done, in one line.</summary>
    public async Task<string> Of(Guid report, int entries, int notices, CancellationToken ct)
    {
        var trail = await door.Get<TrailView>(DemoCounty.Archivist, $"/api/archive/reports/{report}",
            t => t is { Number: not null, SealedBy: not null } && t.Entries.Count >= entries, ct);
        var told = await Told(report, ct);
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (told.Count < notices && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync(ct)) told = await Told(report, ct);
        return string.Join(' ', trail.Entries.Select(e => $"{e.Publisher}/{e.Type}").Order()) + " | " + string.Join(' ', told.Order());
    }

    private async Task<List<string>> Told(Guid report, CancellationToken ct)
    {
        var told = new List<string>();
        foreach (var person in People)
        {
            var inbox = await door.Get<InboxView>(person, $"/api/notices?report={report}", _ => true, ct);
            told.AddRange(inbox.Notices.Select(n => $"{person}:{n.Kind}:{n.Stage}"));
        }
        return told;
    }

    /// <summary>Every report like the undisturbed one, numbers without gap or double, the content and the published log intact.</summary>
    public async Task ShouldBeWhole(string undisturbed, IReadOnlyList<Guid> reports, CancellationToken ct)
    {
        var parts = undisturbed.Split(" | ");
        var (entries, notices) = (parts[0].Split(' ').Length, parts[1].Split(' ').Length);
        var numbers = new List<long>();
        foreach (var report in reports)
        {
            (await Of(report, entries, notices, ct)).ShouldBe(undisturbed, $"report {report}");
            numbers.Add((await door.Get<TrailView>(DemoCounty.Archivist, $"/api/archive/reports/{report}", _ => true, ct)).Number!.Value);
        }
        numbers.Order().ShouldBe(Enumerable.Range(0, reports.Count).Select(n => numbers.Min() + n));
        (await door.Get<AuditView>(DemoCounty.Auditor, "/api/archive/audit", _ => true, ct)).Faults.ShouldBeEmpty();
        await ShouldVerify();
    }

    private async Task ShouldVerify()
    {
        var ended = await Fleet.Verify(fleet.ArchiveLog, fleet.VerifierKey);
        ended.Code.ShouldBe(0, ended.Output + ended.Error);
    }
}
