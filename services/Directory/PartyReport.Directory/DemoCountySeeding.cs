using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;

namespace PartyReport.Directory;

/// <summary>Seeds the demo county before the service is ready; while the database is away it is tried again.</summary>
internal sealed partial class DemoCountySeeding(DemoCountySeed seed, TimeProvider clock, ILogger<DemoCountySeeding> logger) : BackgroundService
{
    private bool _done;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _done = await Seeded(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (!_done)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
            _done = await Seeded(stoppingToken);
        }
    }

    private async Task<bool> Seeded(CancellationToken ct)
    {
        try
        {
            await seed.Run(ct);
            return true;
        }
        catch (Exception e) when (StorageFaults.IsOutage(e))
        {
            LogLater(e.Message);
            return false;
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "The demo county is not there yet; it is tried again. {Error}")]
    private partial void LogLater(string error);
}
