using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Directory.Units;
using PartyReport.Eventing;

namespace PartyReport.Directory.Names;

/// <summary>Checks the key of names at the start, then seals the names that an older version wrote in plain,
/// and gives its units their initials, a few at a time.</summary>
internal sealed partial class NameSealing(
    [FromKeyedServices(DirectoryModule.Name)] EventLog log, PersonNames names, TimeProvider clock, ILogger<NameSealing> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Write(async s =>
        {
            await names.CheckKey(s);
            return false;
        }, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await Write(Some, stoppingToken) is not false) await timer.WaitForNextTickAsync(stoppingToken);
    }

    private async Task<bool> Some(Session session) => await names.SealSome(session) | await UnitTables.FillInitials(session);

    /// <summary>Null: the database was away, or somebody else was first.</summary>
    private async Task<bool?> Write(Func<Session, Task<bool>> work, CancellationToken ct)
    {
        try
        {
            return await log.Write(work, ct);
        }
        catch (Exception e) when (StorageFaults.IsOutage(e) || e is LostRaceException)
        {
            LogLater(e.Message);
            return null;
        }
    }

    [LoggerMessage(51, LogLevel.Warning, "Names are not all sealed yet; it is tried again. {Error}")]
    private partial void LogLater(string error);
}
