using System.Diagnostics;
using PartyReport.Load.Ways;

namespace PartyReport.Load;

/// <summary>A backlog that waits in the log while the relay is not there, and how fast it takes effect once it is.</summary>
internal sealed record Drain(int Events, double Seconds, double MegabytesMore, Ledger Ledger, (long Effects, long Reordered) Rows)
{
    private const int Batch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public double PerSecond => Events / Seconds;

    public static async Task<Drain> Run(OurWay way, Workload workload, int events)
    {
        await way.Make();
        var effects = new List<Task>(events);
        var choices = workload.Client(0);
        foreach (var batch in Enumerable.Range(0, events).Chunk(Batch))
            await way.AppendMany([.. batch.Select(_ => Next(way, workload.Next(choices), effects))]);
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var start = Stopwatch.GetTimestamp();
        await way.StartBoth();
        var peak = await Peak(Task.WhenAll(effects));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Drain(events, seconds, (peak - before) / 1e6, way.Ledger, await way.Count());
    }

    private static (Guid, int) Next(OurWay way, Report report, List<Task> effects)
    {
        effects.Add(way.Ledger.Expect(report.Stream, ++report.Version, Stopwatch.GetTimestamp()));
        return (report.Stream, report.Version);
    }

    private static async Task<long> Peak(Task done)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(Patience);
        var peak = 0L;
        for (; !done.IsCompleted; await timer.WaitForNextTickAsync(patience.Token))
        {
            using var self = Process.GetCurrentProcess();
            peak = Math.Max(peak, self.WorkingSet64);
        }
        await done;
        return peak;
    }
}
