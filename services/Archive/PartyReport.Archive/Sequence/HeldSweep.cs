using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Logs what waited in vain, flagged early, and alarms: an event must not stay outside the log because another is lost.</summary>
internal sealed partial class HeldSweep(
    [FromKeyedServices(ArchiveModule.Name)] EventLog log, TimeProvider clock, ILogger<HeldSweep> logger) : BackgroundService
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What waited while the process was down did not wait for its cause: both come in again now.
        var since = clock.GetUtcNow();
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                if (clock.GetUtcNow() - since >= Patience) await Once(stoppingToken);
            }
            // Nothing was written; the next tick tries again.
            catch (Exception e) when (e is LostRaceException || StorageFaults.IsOutage(e))
            {
                LogOutage(e);
            }
    }

    /// <summary>Logs everything that has waited too long by now.</summary>
    public async Task Once(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Patience;
        if (await log.Read(s => Trail.HeldSince(s, before)) is null) return;
        foreach (var (name, missing) in await log.Write(s => LogEarly(s, before, clock.GetUtcNow()), ct)) LogEarlyAlarm(name, missing);
    }

    private static async Task<List<(string Name, string Missing)>> LogEarly(Session session, DateTimeOffset before, DateTimeOffset now)
    {
        await Sequence.TakeTurn(session);
        var early = new List<(string, string)>();
        while (await Trail.HeldSince(session, before) is { } held) early.Add((held.Name, await Sequence.LogEarly(session, held, now)));
        return early;
    }

    [LoggerMessage(40, LogLevel.Critical,
        "{Event} was logged early: its cause {Missing} did not arrive within 60 s. Look whether the subscription of that publisher is " +
        "parked or its service is down; the cause gets its leaf when it comes.")]
    private partial void LogEarlyAlarm(string @event, string missing);

    [LoggerMessage(41, LogLevel.Error, "Held events could not be looked through: the database failed. It is tried again by itself.")]
    private partial void LogOutage(Exception e);
}
