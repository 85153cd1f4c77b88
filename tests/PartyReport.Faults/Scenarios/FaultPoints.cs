namespace PartyReport.Faults;

/// <summary>A process dies exactly after one of its own steps: a commit that nobody was told of, effects in an open transaction, …</summary>
internal static class FaultPoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly (string Service, string Span)[] Points =
    [
        .. from service in new[] { "drafting", "review", "archive" }
           from span in new[] { "log.commit", "relay.send", "subscription.effects", "subscription.apply" }
           where (service, span) != ("archive", "log.commit")
           select (service, span),
        ("notification", "subscription.effects"), ("notification", "subscription.apply"),
        ("archive", "archive.tiles"), ("archive", "archive.checkpoint-row"), ("archive", "archive.publish"),
    ];

    public static async Task Visited(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var (unvisited, rounds) = (0, trial.IsLong ? 4 : 1);
        foreach (var (service, span) in Enumerable.Range(0, rounds).SelectMany(_ => Points.OrderBy(_ => trial.Random.Next())).Take(trial.IsLong ? 999 : 4))
            if (!await Visit(trial, service, span, ct)) unvisited++;
        trial.AtMost("fault points that were not reached", unvisited, 2);
        await load.Stop();
    }

    private static async Task<bool> Visit(Trial trial, string service, string span, CancellationToken ct)
    {
        var undo = trial.Arena.Processes.Set(service,
            ("DOTNET_STARTUP_HOOKS", Hook.File), ("PARTYREPORT_KILL_AT", $"{span}:{1 + trial.Random.Next(20)}"));
        await trial.Kill(service);
        await trial.Arena.Fleet.TryStart(service);
        var reached = await Waiting.Until(() => trial.Arena.Processes.IdOf(service) is null, Patience, ct);
        if (reached) trial.KillPoints++;
        else trial.Say($"  {service} never reached {span}");
        undo();
        await trial.Kill(service);
        await trial.Arena.Fleet.Start(service);
        return reached;
    }
}
