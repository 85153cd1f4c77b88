using System.Diagnostics;
using System.Globalization;
using PartyReport.Load.Ways;

namespace PartyReport.Load;

/// <summary>Drives a way: each client waits for its event's effect (closed), or events come at their own times (open).</summary>
internal sealed class Loops(Workload workload, Plan plan, Processors processors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>As many clients as told, each with one event under way.</summary>
    public Task<Cell> Closed(IWay way, int clients) => Run(way, $"closed-{clients}", stop => Task.WhenAll(
        Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var choices = workload.Client(client);
            while (!stop.IsCancellationRequested) await await Write(way, choices, Stopwatch.GetTimestamp());
        }))));

    /// <summary>Events at random times with a mean rate; a late start counts as part of the latency.</summary>
    public Task<Cell> Open(IWay way, double perSecond) => Run(way, "open", async stop =>
    {
        var (choices, under, due) = (workload.Client(-1), new List<Task>(), TimeSpan.Zero);
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!stop.IsCancellationRequested)
        {
            for (; due <= Stopwatch.GetElapsedTime(start); due += workload.Pause(perSecond))
            {
                var intended = start + (long)(due.TotalSeconds * Stopwatch.Frequency);
                under.Add(Task.Run(async () => await await Write(way, choices, intended), CancellationToken.None));
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        await Task.WhenAll(under);
    });

    /// <summary>Writes the next event of a report; the inner task completes with its effect.</summary>
    private async Task<Task> Write(IWay way, Random choices, long intended)
    {
        Report report;
        lock (choices) report = workload.Next(choices);
        await report.Turn.WaitAsync();
        try
        {
            var effect = way.Ledger.Expect(report.Stream, report.Version + 1, intended);
            await way.Append(report.Stream, report.Version + 1);
            report.Version++;
            return effect;
        }
        finally
        {
            report.Turn.Release();
        }
    }

    private async Task<Cell> Run(IWay way, string what, Func<CancellationToken, Task> drive)
    {
        using var stop = new CancellationTokenSource();
        var driving = drive(stop.Token);
        await Time(plan.WarmUp, driving);
        way.Ledger.Take();
        var (before, used) = (Stopwatch.GetTimestamp(), processors.Used());
        await Time(plan.Measure, driving);
        var (samples, seconds) = (way.Ledger.Take(), Stopwatch.GetElapsedTime(before).TotalSeconds);
        var since = processors.Used();
        await stop.CancelAsync();
        await driving.WaitAsync(Patience);
        return new Cell(way.Name, what, samples, seconds, [.. since.Zip(used, (now, then) => now - then)]);
    }

    private static async Task Time(TimeSpan time, Task driving)
    {
        await Task.WhenAny(Task.Delay(time), driving);
        if (driving.IsFaulted) await driving;
    }
}

/// <summary>What one way did in one measured stretch.</summary>
/// <param name="Cpu">Seconds of processor time of the load, the database server and the broker.</param>
internal sealed record Cell(string Way, string What, List<Ledger.Sample> Samples, double Seconds, double[] Cpu)
{
    private readonly double[] _sorted = [.. Samples.Select(s => s.Milliseconds).Order()];

    public double Rate => Samples.Count / Seconds;

    /// <summary>Microseconds of processor time an event, over the load and both servers.</summary>
    public double CpuMicros => Cpu.Sum() * 1e6 / Samples.Count;

    /// <summary>The same by part.</summary>
    public string CpuParts => string.Join(" + ", Cpu.Select(c => (c * 1e6 / Samples.Count).ToString("0", CultureInfo.InvariantCulture)));

    public double Percentile(double part) => _sorted is [] ? double.NaN : _sorted[Math.Min((int)(part * _sorted.Length), _sorted.Length - 1)];
}
