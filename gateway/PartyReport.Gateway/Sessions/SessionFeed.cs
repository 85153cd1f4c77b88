using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway;

/// <summary>Asks four times a second which sessions ended, and tells now and then which were used.</summary>
internal sealed partial class SessionFeed(SessionBook book, DirectoryClient directory, TimeProvider clock, ILogger<SessionFeed> logger) : BackgroundService
{
    private const int MostTold = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250), Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ToldWithin = TimeSpan.FromMinutes(1), TellEvery = TimeSpan.FromSeconds(15), SilentUntil = TimeSpan.FromSeconds(10);

    private string? _cursor;
    private long? _silentSince;
    private bool _complained;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var told = clock.GetTimestamp();
        do
        {
            await Attempt(Listen, stoppingToken);
            if (clock.GetElapsedTime(told) < TellEvery) continue;
            await Attempt(Tell, stoppingToken);
            told = clock.GetTimestamp();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Listen(CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        var ended = await directory.Ended(_cursor, ct);
        book.Heard(ended.Sessions.Select(SessionHash.Parse).OfType<SessionHash>(), asked);
        _cursor = ended.Cursor;
        if (_complained) LogHeard();
        (_silentSince, _complained) = (null, false);
    }

    private async Task Tell(CancellationToken ct)
    {
        foreach (var batch in book.Held.Select(h => (Session: h, At: h.Untold(ToldWithin))).Where(h => h.At is not null).Chunk(MostTold))
        {
            await directory.Seen(new SeenSessions([.. batch.Select(b => new SeenSession(b.Session.Hash.ToString(), b.At!.Value))]), ct);
            foreach (var (session, at) in batch) session.Told(at!.Value);
        }
    }

    private async Task Attempt(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            await work(patience.Token);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            _silentSince ??= clock.GetTimestamp();
            if (_complained || clock.GetElapsedTime(_silentSince.Value) < SilentUntil) return;
            _complained = true;
            LogSilent(e.Message);
        }
    }

    [LoggerMessage(90, LogLevel.Error, "The directory does not say which sessions ended; each request asks it, and without an answer is refused. {Error}")]
    private partial void LogSilent(string error);

    [LoggerMessage(91, LogLevel.Information, "The directory says again which sessions ended.")]
    private partial void LogHeard();
}
