using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Operations;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Brings what the journal holds into the service's log, an event for each hour that is over; from there the archive logs it.</summary>
internal sealed partial class AccessSweep(string service, EventLog log, AccessJournal journal, TimeProvider clock, ILogger<AccessSweep> logger)
    : BackgroundService
{
    private const int MostLines = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10), Kept = TimeSpan.FromDays(180);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await Run(stoppingToken);
            }
            // The database is away, or another process did the same: the rows stay for the next time.
            catch (Exception e) when (e is LostRaceException or System.Data.Common.DbException or TimeoutException)
            {
                Failed(logger, service, e.Message);
            }
    }

    /// <summary>Once.</summary>
    public async Task Run(CancellationToken ct)
    {
        await journal.Flush(ct);
        var now = AccessJournal.HourOf(clock.GetUtcNow());
        while (await log.Read(s => AccessNotes.Unrecorded(s, now, MostLines)) is { Count: > 0 } rows) await Record(rows, ct);
        await log.Write(s => AccessNotes.Forget(s, now - Kept), ct);
    }

    private async Task Record(List<AccessNotes.Row> rows, CancellationToken ct)
    {
        var (hour, stream) = (rows[0].Hour, StreamOf(service, rows[0].Hour));
        var version = await log.Read(s => s.Scalar<int>("select coalesce(max(version), 0) from event where stream = @stream", new { stream }));
        var key = new CommandKey("service:" + service, $"access/{hour:yyyy-MM-ddTHH}/{version + 1}");
        var headers = new EventHeaders(key.Actor, key.Key, []);
        await log.Commit(key, new StoredAnswer { Status = 200 },
            [log.Types.Write(stream, version + 1, new AccessCounted(service, hour, [.. rows.Select(r => r.Line())]), headers, clock.GetUtcNow())],
            s => AccessNotes.MarkRecorded(s, rows), ct);
    }

    /// <summary>The stream of an hour.</summary>
    public static Guid StreamOf(string service, DateTimeOffset hour) => new(SHA256.HashData(
        Encoding.UTF8.GetBytes($"access\n{service}\n{hour:yyyy-MM-ddTHH}")).AsSpan(0, 16), bigEndian: true);

    [LoggerMessage(1, LogLevel.Warning, "{Service}: what was denied and read is not in the log yet; tried again in a moment. {Reason}")]
    private static partial void Failed(ILogger logger, string service, string reason);
}
