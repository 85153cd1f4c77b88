using System.Diagnostics;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>The broker or the database goes away under load and comes back.</summary>
internal static class ServerFaults
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Broker killed, then stopped in order: commands are accepted all the while, the lag goes.</summary>
    public static async Task Broker(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        foreach (var clean in trial.IsLong ? new[] { false, true, false, true } : [false])
        {
            var (mark, before) = (Stopwatch.GetTimestamp(), load.Answers);
            if (clean) await Stop(trial);
            else await Kill(trial);
            await Waiting.Last(TimeSpan.FromSeconds(trial.IsLong ? 10 : 3), ct);
            await trial.Arena.Fleet.Start(Fleet.Broker);
            var outage = Trial.Since(mark);
            trial.AtLeast("commands answered while the broker was away", load.Answers - before, 1);
            var back = Stopwatch.GetTimestamp();
            await Waiting.OrThrow("the lag to go", async () => await Settling.Lag(trial.Arena, ct) < 2 * trial.Pace, Patience, ct);
            trial.Seconds($"seconds until the lag of {outage:0} s was gone, in outages", Trial.Since(back) / outage, 2);
            // Whoever still waits for what the last outage held up sends nothing into the next one.
            await load.FullRate(back, rate, Patience, ct);
        }
        await load.Stop();
    }

    /// <summary>Database stopped at once, as a crash does.</summary>
    public static async Task Database(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        for (var round = 0; round < (trial.IsLong ? 5 : 1); round++)
        {
            await trial.Arena.Fleet.Kill(Fleet.Postgres);
            trial.KillPoints++;
            await trial.Arena.Fleet.Start(Fleet.Postgres);
            var taken = await load.FullRate(Stopwatch.GetTimestamp(), rate, Patience, ct);
            trial.Seconds("seconds to full rate after the database", taken.TotalSeconds, 10);
        }
        await load.Stop();
    }

    private static async Task Kill(Trial trial)
    {
        await trial.Arena.Fleet.Kill(Fleet.Broker);
        trial.KillPoints++;
    }

    private static async Task Stop(Trial trial)
    {
        await Processes.Signal(trial.Arena.Processes.IdOf(Fleet.Broker)!.Value, "TERM");
        await Waiting.OrThrow("the broker to stop", () => trial.Arena.Processes.IdOf(Fleet.Broker) is null, Patience, CancellationToken.None);
    }
}
