using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>Reports that go through at a steady pace, and somebody from another unit who tries to look in.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int OneReturnedOf = 4;
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(4);
    private readonly CancellationTokenSource _stop = new();
    private readonly Pace _pace;
    private readonly Door _door;
    private readonly Reports _reports;
    private readonly Task _run, _outsider;

    /// <param name="patience">How long a client waits for what other services must hear first; 4 minutes when absent.</param>
    public Load(Uri address, History history, double aSecond, int workers, TimeSpan? patience, CancellationToken ct)
    {
        _pace = new Pace(aSecond);
        _door = new Door(address, history.Add, patience ?? UsualPatience);
        _reports = new Reports(_door, _pace, OneReturnedOf);
        _run = _reports.Run(workers, _stop.Token, ct);
        _outsider = Look(ct);
    }

    public int Answers => _reports.Answers;

    public int Done => _reports.Done.Count;

    /// <summary>Ends what was begun and no more.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _run;
        await _outsider;
    }

    /// <summary>Commands a second when nothing is wrong: the median of some seconds.</summary>
    public async Task<double> Steady(int seconds, CancellationToken ct)
    {
        await Waiting.Last(TimeSpan.FromSeconds(1), ct);
        var from = Stopwatch.GetTimestamp();
        await Waiting.Last(TimeSpan.FromSeconds(seconds), ct);
        return Enumerable.Range(0, seconds).Select(i => _reports.Between(Second(from, i), Second(from, i + 1))).Order().ElementAt(seconds / 2);
    }

    /// <summary>Waits until commands are answered as before: at least 0.7 of the rate in a whole second. Tells how long after the mark it began.</summary>
    public async Task<TimeSpan> FullRate(long mark, double rate, TimeSpan patience, CancellationToken ct)
    {
        TimeSpan? after = null;
        await Waiting.Until(() => (after = Reached(mark, rate)) is not null, patience, ct);
        return after ?? patience;
    }

    /// <summary>How long the slowest but one of a hundred commands took, of those that began in a stretch of time.</summary>
    public TimeSpan P99(long from, long to) => _reports.Took(from, to).Order().ToList() is { Count: > 0 } took ? took[took.Count * 99 / 100] : TimeSpan.MaxValue;

    public double Rate(long from, long to) => _reports.Between(from, to) / Stopwatch.GetElapsedTime(from, to).TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _door.Dispose();
        _pace.Dispose();
        _stop.Dispose();
    }

    private TimeSpan? Reached(long mark, double rate)
    {
        var step = Stopwatch.Frequency / 4;
        for (var at = mark; at + Stopwatch.Frequency <= Stopwatch.GetTimestamp(); at += step)
            if (_reports.Between(at, at + Stopwatch.Frequency) >= 0.7 * rate) return Stopwatch.GetElapsedTime(mark, at);
        return null;
    }

    private static long Second(long from, int number) => from + number * Stopwatch.Frequency;

    private async Task Look(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!_stop.IsCancellationRequested && await timer.WaitForNextTickAsync(ct))
            if (_reports.Done.LastOrDefault() is var report && report != Guid.Empty)
                foreach (var path in new[] { $"/api/reports/{report}", $"/api/reports/{report}/revisions/1", $"/api/reviews/{report}", $"/api/archive/reports/{report}", $"/api/notices?report={report}" })
                    await _door.Look(BorderChecks.Outsider, path, ct);
    }
}
