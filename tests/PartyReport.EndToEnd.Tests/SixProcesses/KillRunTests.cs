using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.EndToEnd.Tests;

/// <summary>Runs when nothing else of this project runs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<FleetFixture>;

/// <summary>Parts die while reports go through; afterwards everything that was answered is there, once.</summary>
[Collection(nameof(Alone))]
public sealed class KillRunTests(FleetFixture fleet, ITestOutputHelper output)
{
    private const int Workers = 4;

    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("PARTYREPORT_KILL_ROUNDS") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_killed_nothing_answered_is_lost_and_nothing_happens_twice()
    {
        using var door = new Door(fleet.Address);
        var (reports, verdict) = (new Reports(door), new Verdict(door, fleet));
        var first = await reports.One(Ct);
        var undisturbed = await verdict.Of(first, entries: 12, notices: 7, Ct);
        output.WriteLine(undisturbed);

        using var stop = new CancellationTokenSource();
        var run = reports.Run(Workers, stop.Token, Ct);
        var rate = await Steady(reports);
        output.WriteLine($"undisturbed: {rate:F0} commands/s");
        var (slowest, late) = (TimeSpan.Zero, new List<string>());
        var random = new Random(20261124);
        foreach (var parts in Victims(random))
        {
            var (taken, started) = await Strike(reports, parts, rate, random);
            var line = $"{string.Join('+', parts)}: full rate after {taken.TotalSeconds:F1} s, started after {started.TotalSeconds:F1} s";
            output.WriteLine(line);
            slowest = taken > slowest ? taken : slowest;
            if (taken > Within(started)) late.Add(line);
        }
        await Until("200 reports", () => reports.Done.Count >= 200, TimeSpan.FromMinutes(5));
        await stop.CancelAsync();
        await run;

        await verdict.ShouldBeWhole(undisturbed, [first, .. reports.Done], Ct);
        output.WriteLine($"{reports.Done.Count + 1} reports, {reports.Answers} commands, slowest recovery {slowest.TotalSeconds:F1} s");
        late.ShouldBeEmpty();
    }

    // Alone, as tests/run.sh --long runs it, 10 s is the bar. Beside other suites it is 30 s, or three times what the same parts needed to
    // start: on a machine that is slow just then, that is slow as well.
    private static TimeSpan Within(TimeSpan started) =>
        Rounds > 1 ? TimeSpan.FromSeconds(10) : TimeSpan.FromSeconds(Math.Max(30, 3 * started.TotalSeconds));

    private static IEnumerable<string[]> Victims(Random random)
    {
        for (var round = 0; round < Rounds; round++)
            foreach (var service in Fleet.Services.OrderBy(_ => random.Next())) yield return [service];
        yield return ["broker"];
        yield return ["postgres"];
        yield return [.. Fleet.Services, "broker", "postgres"];
    }

    /// <summary>Kills at a random moment, starts again, and tells how long it took until commands are answered as before, and the start alone.</summary>
    private async Task<(TimeSpan Taken, TimeSpan Started)> Strike(Reports reports, string[] parts, double rate, Random random)
    {
        var before = reports.Answers;
        var moment = before + random.Next(5, 60);
        await Until($"command {moment}", () => reports.Answers >= moment, TimeSpan.FromSeconds(60));
        foreach (var part in parts) await fleet.Kill(part);
        // How long a server takes to start is not ours; the clock runs from when it answers, and over the start of our own parts.
        foreach (var part in parts.Where(p => p is "broker" or "postgres")) await fleet.Start(part);
        var from = Stopwatch.GetTimestamp();
        await Task.WhenAll(parts.Where(p => p is not ("broker" or "postgres")).Select(fleet.Start));
        var started = Stopwatch.GetElapsedTime(from);
        await Until("the full rate again", () => FullRate(reports, from, rate) is not null, Patience);
        return (FullRate(reports, from, rate)!.Value, started);
    }

    /// <summary>When the first whole second with at least 0.7 of the undisturbed rate began, or null.</summary>
    private static TimeSpan? FullRate(Reports reports, long from, double rate)
    {
        var step = Stopwatch.Frequency / 4;
        for (var at = from; at + Stopwatch.Frequency <= Stopwatch.GetTimestamp(); at += step)
            if (reports.Between(at, at + Stopwatch.Frequency) >= 0.7 * rate) return Stopwatch.GetElapsedTime(from, at);
        return null;
    }

    /// <summary>Commands a second when nothing is wrong: the median of five seconds.</summary>
    private static async Task<double> Steady(Reports reports)
    {
        var from = Stopwatch.GetTimestamp() + 2 * Stopwatch.Frequency;
        var to = from + 5 * Stopwatch.Frequency;
        await Until("an undisturbed while", () => Stopwatch.GetTimestamp() > to, TimeSpan.FromSeconds(30));
        return Enumerable.Range(0, 5).Select(i => reports.Between(from + i * Stopwatch.Frequency, from + (i + 1) * Stopwatch.Frequency))
            .Order().ElementAt(2);
    }

    private static async Task Until(string what, Func<bool> reached, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!reached())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"gave up waiting for {what}");
            await timer.WaitForNextTickAsync(Ct);
        }
    }
}
