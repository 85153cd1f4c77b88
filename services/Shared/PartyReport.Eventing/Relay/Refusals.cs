using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PartyReport.Eventing;

/// <summary>
/// Tells of a subscription whose slices the broker does not take once when it begins and once when it is over. A full queue
/// takes one now and then and refuses the next: that is one story, not two lines a second.
/// </summary>
internal sealed partial class Refusals(TimeProvider clock, ILogger logger)
{
    // Longer than a slice may be under way and its lane then pauses, so that an outage does not look like its own end.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Subscriber, string Subscription), DateTimeOffset> _last = new();

    public void Refused(Lane lane, string error)
    {
        var key = (lane.Subscriber, lane.Subscription);
        if (_last.TryAdd(key, clock.GetUtcNow())) LogRefused(lane.Subscriber, lane.Subscription, lane.Shard, error);
        else _last[key] = clock.GetUtcNow();
    }

    /// <summary>Tells what is over: nothing was refused for a while.</summary>
    public void Look()
    {
        foreach (var (key, last) in _last)
            if (clock.GetUtcNow() - last >= Quiet && _last.TryRemove(new(key, last)))
                LogAccepting(key.Subscriber, key.Subscription);
    }

    [LoggerMessage(21, LogLevel.Warning,
        "The broker does not take slices of {Subscriber}.{Subscription}, first of shard {Shard}; they stay in the log and are sent again by " +
        "itself. Look whether the broker runs, whether that service runs and has declared its queues, and whether it keeps up. {Error}")]
    private partial void LogRefused(string subscriber, string subscription, int shard, string error);

    [LoggerMessage(22, LogLevel.Warning, "The broker takes slices of {Subscriber}.{Subscription} again.")]
    private partial void LogAccepting(string subscriber, string subscription);
}
