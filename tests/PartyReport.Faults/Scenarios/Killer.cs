namespace PartyReport.Faults;

/// <summary>Applying anything kills notification, again and again, until the broker gives up on what it delivers; then it is mended.</summary>
internal static class Killer
{
    private const string Service = "notification";

    // After so many deliveries the broker puts a slice aside.
    private const int DeliveryLimit = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task Handler(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var deaths = trial.IsLong ? DeliveryLimit + 5 : 3;
        var undo = trial.Arena.Processes.Set(Service, ("DOTNET_STARTUP_HOOKS", Hook.File), ("PARTYREPORT_KILL_AT", "subscription.effects:1"));
        await trial.Kill(Service);
        for (var death = 0; death < deaths; death++)
        {
            await trial.Arena.Fleet.TryStart(Service);
            if (await Waiting.Until(() => trial.Arena.Processes.IdOf(Service) is null, Patience, ct)) trial.KillPoints++;
        }
        undo();
        await trial.Kill(Service);
        await trial.Arena.Fleet.Start(Service);
        if (trial.IsLong)
            trial.Must("an alarm that the broker gave up on a slice", await Waiting.Until(() => Alarms.Read(Path.Combine(trial.Arena.Fleet.Folder, "logs"))
                .Exists(a => a.Level == "crit" && a.Text.Contains("gave up on a slice", StringComparison.Ordinal)), Patience, ct));
        await load.Stop();
    }
}
