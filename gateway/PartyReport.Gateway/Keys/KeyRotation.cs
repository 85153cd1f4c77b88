using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PartyReport.Gateway;

/// <summary>Looks once a minute whether the next key is due.</summary>
public sealed partial class KeyRotation(SigningKeys keys, TimeProvider clock, ILogger<KeyRotation> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                keys.Rotate();
            }
            // The key in use goes on; a full disk must not end the gateway.
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogKept(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(95, LogLevel.Error, "The next key of the tokens cannot be written; the one in use is kept. {Error}")]
    private partial void LogKept(string error);
}
