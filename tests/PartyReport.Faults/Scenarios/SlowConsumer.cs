using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>Notification takes a second for everything it applies; nobody else may feel it.</summary>
internal static class SlowConsumer
{
    private const string Service = "notification";

    public static async Task Second(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var (window, rounds) = trial.IsLong ? (TimeSpan.FromSeconds(40), 2) : (TimeSpan.FromSeconds(8), 1);
        var (quiet, slow) = (new List<TimeSpan>(), new List<TimeSpan>());
        var memory = trial.Arena.Processes.Memory(Fleet.Broker);
        for (var round = 0; round < rounds; round++)
        {
            quiet.AddRange(await Measure(trial, window, ct));
            var undo = trial.Arena.Processes.Set(Service, ("DOTNET_STARTUP_HOOKS", Hook.File), ("PARTYREPORT_SLOW_AT", "subscription.effects:1000"));
            await Restart(trial, ct);
            slow.AddRange(await Measure(trial, window, ct));
            trial.Say($"  {await Settling.Lag(trial.Arena, ct)} deliveries behind");
            undo();
            await Restart(trial, ct);
        }
        trial.Say($"  {quiet.Count} and {slow.Count} commands, p99 {P99(quiet):0} and {P99(slow):0} ms");
        trial.AtMost("p99 of commands beside a slow consumer, of that without", P99(slow) / P99(quiet), trial.IsLong ? 1.1 : 3);
        trial.AtMost("MiB by which the broker grew", trial.Arena.Processes.Memory(Fleet.Broker) - memory, 150);
        await load.Stop();
    }

    private static double P99(List<TimeSpan> took) => took.Order().ElementAt(took.Count * 99 / 100).TotalMilliseconds;

    private static async Task Restart(Trial trial, CancellationToken ct)
    {
        await trial.Kill(Service);
        await trial.Arena.Fleet.Start(Service);
        await Waiting.Last(TimeSpan.FromSeconds(2), ct);
    }

    /// <summary>How long the answers of a while took that did what was asked.</summary>
    private static async Task<IEnumerable<TimeSpan>> Measure(Trial trial, TimeSpan window, CancellationToken ct)
    {
        var from = trial.Arena.History.Count;
        await Waiting.Last(window, ct);
        return trial.Arena.History.All.Skip(from).Where(a => a is { Key: not null, IsAcknowledged: true }).Select(a => a.End - a.Start);
    }
}
