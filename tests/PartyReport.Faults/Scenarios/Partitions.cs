using System.Diagnostics;

namespace PartyReport.Faults;

/// <summary>The way between a service and a server goes dead in one direction; nothing is closed, nothing is answered.</summary>
internal static class Partitions
{
    private static readonly bool[] Both = [true, false];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task OneWay(Trial trial, CancellationToken ct)
    {
        var wires = await trial.Arena.Rewire();
        await using var load = trial.Arena.Load(trial.Pace, ct);
        var rate = await load.Steady(3, ct);
        var slowest = TimeSpan.Zero;
        foreach (var (service, broker, requests, seconds) in Cuts(trial))
        {
            var wire = broker ? wires[service].Broker : wires[service].Database;
            wire.Cut(requests, answers: !requests);
            await Waiting.Last(TimeSpan.FromSeconds(seconds), ct);
            wire.Mend();
            var mark = Stopwatch.GetTimestamp();
            var taken = await load.FullRate(mark, rate, Patience, ct);
            await Waiting.Until(async () => await Settling.Lag(trial.Arena, ct) < 2 * trial.Pace, Patience, ct);
            var drained = Stopwatch.GetElapsedTime(mark);
            trial.Say($"  {service}, {(broker ? "broker" : "database")}, {(requests ? "requests" : "answers")} lost for {seconds} s: " +
                $"full rate after {taken.TotalSeconds:0.0} s, lag gone after {drained.TotalSeconds:0.0} s");
            if (taken > slowest) slowest = taken;
            if (drained > slowest) slowest = drained;
        }
        trial.Seconds("seconds to recover after a cut", slowest.TotalSeconds, 10);
        await load.Stop();
    }

    private static IEnumerable<(string Service, bool Broker, bool Requests, int Seconds)> Cuts(Trial trial)
    {
        if (!trial.IsLong) return [("drafting", true, false, 5), ("review", false, true, 5)];
        var all = (from service in Tables.Services.Except(["directory"])
                   from broker in Both
                   from requests in Both
                   select (service, broker, requests)).OrderBy(_ => trial.Random.Next()).ToList();
        return [.. all.Take(8).Select(c => (c.service, c.broker, c.requests, 5)), .. all.Skip(8).Take(4).Select(c => (c.service, c.broker, c.requests, 30)),
            ("drafting", true, false, 120), ("review", false, false, 120)];
    }
}
