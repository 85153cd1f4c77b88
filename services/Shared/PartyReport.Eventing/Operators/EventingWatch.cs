using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>
/// Looks at a service's log and subscriptions now and then: for the gauges, and to tell once that an alarm begins and once
/// that it is over.
/// </summary>
internal sealed partial class EventingWatch(ServiceEventing eventing, TimeProvider clock, ILogger<EventingWatch> logger) : BackgroundService
{
    private const int Most = 1_001;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    // What blocks and parks events tells it itself, with the error.
    private static readonly string[] Told = [AlarmCodes.Lag, AlarmCodes.Horizon, AlarmCodes.Unheld];
    private readonly HashSet<(string Code, string About)> _begun = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Look();
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        finally
        {
            Telemetry.Forget(eventing.Log.Name);
        }
    }

    /// <summary>One look.</summary>
    internal async Task Look()
    {
        try
        {
            var state = await eventing.Look(Most);
            Telemetry.Note(state);
            Tell([.. state.Alarms.Where(a => Told.Contains(a.Code))]);
        }
        // The loops tell it; an old figure would pass for a new one.
        catch (Exception e) when (StorageFaults.IsOutage(e))
        {
            Telemetry.Forget(eventing.Log.Name);
        }
    }

    private void Tell(List<AlarmView> alarms)
    {
        foreach (var alarm in alarms)
            if (_begun.Add((alarm.Code, alarm.About))) LogBegun(alarm.Code, alarm.About, alarm.What, alarm.Next);
        foreach (var over in _begun.Except(alarms.Select(a => (a.Code, a.About))).ToList())
        {
            _begun.Remove(over);
            LogOver(over.Code, over.About);
        }
    }

    [LoggerMessage(40, LogLevel.Error, "Alarm {Code} of {About}: {What} {Next}")]
    private partial void LogBegun(string code, string about, string what, string next);

    [LoggerMessage(41, LogLevel.Warning, "Alarm {Code} of {About} is over.")]
    private partial void LogOver(string code, string about);
}
