using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>Runs every subscription of the process, each on its own task, without a broker.</summary>
public sealed partial class EmbeddedSubscriptions : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly List<(SubscriptionLoop Loop, EmbeddedFeed Feed)> _all;
    private readonly Wakeups _wakeups;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public EmbeddedSubscriptions(
        IEnumerable<SubscriptionHandler> handlers, IConfiguration config, Wakeups wakeups, TimeProvider clock,
        ILogger<EmbeddedSubscriptions> logger)
    {
        (_wakeups, _clock, _logger) = (wakeups, clock, logger);
        _all = [.. from handler in handlers
                   select (new SubscriptionLoop(handler, shard: 0, new Commits(handler, clock), clock, logger),
                       new EmbeddedFeed(EventingSetup.FileOf(config, handler.Subscription.Publisher), handler.Subscription))];
    }

    /// <summary>
    /// Loads all subscriptions. Throws when a publisher's log ends before what a subscriber holds of it: that file was
    /// restored from an older copy, and going on would skip what it forgot.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (loop, feed) in _all)
        {
            await loop.Load();
            if (await feed.Head() is var head && head < loop.Mine)
                throw new InvalidOperationException(
                    $"{loop.Handler.Subscription.Publisher}.db ends at {head}, but {loop.Handler.Subscription.Subscriber}.db already holds " +
                    $"{loop.Mine} of it: it was restored from an older copy. Restore all files of the data folder from the same moment.");
        }
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Completes when every subscription has applied everything that its publisher has recorded.</summary>
    public async Task CaughtUp(CancellationToken ct)
    {
        while (true)
        {
            var progress = _wakeups.Next(Progress);
            if (await AllCaughtUp()) return;
            await progress.WaitAsync(Poll, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }

    // A loop ends by itself only through a bug. Going on without it would lose nothing and deliver nothing, unseen; so the
    // first fault goes to the host, which logs it and stops.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = _all.ConvertAll(s => Task.Run(() => Run(s.Loop, s.Feed, stoppingToken), CancellationToken.None));
        await await Task.WhenAny(loops);
        await Task.WhenAll(loops);
    }

    private async Task Run(SubscriptionLoop loop, EmbeddedFeed feed, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var grown = _wakeups.Next(loop.Handler.Subscription.Publisher);
            if (await Once(loop, feed, ct)) continue;
            await grown.WaitAsync(Poll, _clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>True when there was something to do and there may be more.</summary>
    private async Task<bool> Once(SubscriptionLoop loop, EmbeddedFeed feed, CancellationToken ct)
    {
        try
        {
            await loop.Load();
            var moreDue = await loop.RetryDue(ct);
            var slice = await feed.Next(loop.Mine);
            if (slice is not null) await loop.Take(slice, ct);
            _wakeups.Signal(Progress);
            if (loop.Failing) LogOver(loop.Handler.Subscription.Subscriber, loop.Handler.Subscription.Publisher);
            loop.Failing = false;
            if (slice is null || loop.Mine >= slice.To) return slice is not null || moreDue;
            // Stopped, or the row was moved under our hands: look at the tables again, and not at once.
            loop.Forget();
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        // An operator set the row back while a slice was under way; nothing of it was written.
        catch (SubscriptionMovedException) when (loop.Operated)
        {
            return true;
        }
        // The disk is full, the file unreadable, or another process works on it. Nothing is lost: read again from the row.
        catch (Exception e) when (e is SubscriptionMovedException or LostRaceException || StorageFaults.IsOutage(e))
        {
            // It is tried again every second; one alarm is enough until it is over.
            if (!loop.Failing) LogOutage(loop.Handler.Subscription.Subscriber, loop.Handler.Subscription.Publisher, e.Message);
            loop.Failing = true;
            feed.Rewind();
            loop.Forget();
            return false;
        }
    }

    private async Task<bool> AllCaughtUp()
    {
        foreach (var (loop, feed) in _all)
            if ((feed.Settled > loop.Mine ? feed.Settled : loop.Mine) < await feed.Head())
                return false;
        return true;
    }

    private const string Progress = "subscriptions.progress";

    [LoggerMessage(10, LogLevel.Error,
        "{Subscriber} cannot follow {Publisher}: a database file failed or another process works on it. Free disk space, mend the disk or end that process; it goes on by itself. {Error}")]
    private partial void LogOutage(string subscriber, string publisher, string error);

    [LoggerMessage(11, LogLevel.Warning, "{Subscriber} follows {Publisher} again.")]
    private partial void LogOver(string subscriber, string publisher);
}
