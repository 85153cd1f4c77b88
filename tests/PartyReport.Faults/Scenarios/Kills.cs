using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>Processes die at random points under load.</summary>
internal static class Kills
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Everything = [.. Fleet.Services, Fleet.Broker, Fleet.Postgres];

    /// <summary>Services in bursts, each started again at once; after each burst the load must come back.</summary>
    public static async Task Services(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        var slowest = TimeSpan.Zero;
        var (bursts, kills) = trial.IsLong ? (36, 9) : (1, 6);
        for (var burst = 0; burst < bursts; burst++)
        {
            var mark = await Burst(trial, kills, ct);
            var taken = await load.FullRate(mark, rate, Patience, ct);
            if (taken > slowest) slowest = taken;
        }
        trial.Seconds("seconds to full rate after a kill", slowest.TotalSeconds, 5);
        await load.Stop();
    }

    /// <summary>Kills so many, one after another at random moments; returns the moment of the last one.</summary>
    public static async Task<long> Burst(Trial trial, int kills, CancellationToken ct)
    {
        var starts = new List<Task>();
        var mark = 0L;
        for (var kill = 0; kill < kills; kill++)
        {
            await Waiting.Last(trial.Between(0.2, 1.2), ct);
            var part = Fleet.Services[trial.Random.Next(Fleet.Services.Length)];
            mark = Stopwatch.GetTimestamp();
            await trial.Kill(part);
            starts.Add(trial.Arena.Fleet.TryStart(part));
        }
        await Task.WhenAll(starts);
        await AllStarted(trial);
        return mark;
    }

    /// <summary>Everything dies together, the servers as well.</summary>
    public static async Task All(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        for (var round = 0; round < (trial.IsLong ? 4 : 1); round++)
        {
            await Waiting.Last(trial.Between(0.5, 2), ct);
            foreach (var part in Everything) await trial.Kill(part);
            await Task.WhenAll(trial.Arena.Fleet.Start(Fleet.Broker), trial.Arena.Fleet.Start(Fleet.Postgres));
            var (mark, before) = (Stopwatch.GetTimestamp(), load.Answers);
            await Task.WhenAll(Fleet.Services.Select(trial.Arena.Fleet.Start));
            await Waiting.OrThrow("the first command", () => load.Answers > before, Patience, ct);
            trial.Seconds("seconds to the first command", Trial.Since(mark), 20);
            await load.FullRate(mark, rate, Patience, ct);
        }
        await load.Stop();
    }

    /// <summary>A start that came too late for its own kill is made good.</summary>
    private static async Task AllStarted(Trial trial)
    {
        foreach (var part in Fleet.Services) await trial.Arena.Fleet.Start(part);
    }
}
