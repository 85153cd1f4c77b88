using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.SixProcesses;

namespace PartyReport.ImportCosts;

/// <summary>Somebody saves a report every 100 ms, whatever else goes on. What comes late counts from when it was meant to be sent.</summary>
internal sealed class Commands(Door door)
{
    private const int Several = 20;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<double> _milliseconds = new();
    private readonly List<(Guid Id, SemaphoreSlim Free)> _reports = [];
    private readonly int[] _revisions = new int[Several];

    /// <summary>From the intended start to the answer, of the commands since <see cref="Forget"/>.</summary>
    public IReadOnlyList<double> Milliseconds => [.. _milliseconds];

    /// <summary>What came before does not count.</summary>
    public void Forget() => _milliseconds.Clear();

    public async Task Prepare(CancellationToken ct)
    {
        for (var i = 0; i < Several; i++)
        {
            var cycle = await door.Change<CycleView>(DemoCounty.Clerk, "/api/cycles", Cycle(i), ct);
            var report = await door.Change<ReportView>(DemoCounty.Secretary, "/api/reports", new StartReportRequest(cycle.Id, DemoCounty.ReportingUnit), ct);
            _reports.Add((report.Id, new SemaphoreSlim(1)));
            await Save(i, ct);
        }
    }

    public async Task Run(CancellationToken stop)
    {
        var (start, running) = (Stopwatch.GetTimestamp(), new List<Task>());
        using var timer = new PeriodicTimer(Every);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var due = start + (long)(i * Every.TotalSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < due) await timer.WaitForNextTickAsync(CancellationToken.None);
            running.Add(Timed(i % Several, due));
        }
        await Task.WhenAll(running);
    }

    private async Task Timed(int report, long due)
    {
        await Save(report, CancellationToken.None);
        _milliseconds.Enqueue(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
    }

    private async Task Save(int report, CancellationToken ct)
    {
        await _reports[report].Free.WaitAsync(ct);
        try
        {
            var revision = _revisions[report]++;
            var text = string.Create(CultureInfo.InvariantCulture, $"一、履职情况\n（一）抓学习。全年学习第{revision + 1}次。\n二、存在的问题\n一是调研不够。\n");
            await door.Change<RevisionSaved>(
                DemoCounty.Helper, $"/api/reports/{_reports[report].Id}/import?baseRevision={revision}", Encoding.UTF8.GetBytes(text), ct);
        }
        finally
        {
            _reports[report].Free.Release();
        }
    }

    private static OpenCycleRequest Cycle(int number) => new(
        2026, $"第{number + 1}次述职", new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero), [new TemplateChapter("履职情况", ["履职"])],
        [new Stage("单位党组审核", PostRoles.Member, StageRelations.Own, StageRules.Any)], [DemoCounty.ReportingUnit]);
}
