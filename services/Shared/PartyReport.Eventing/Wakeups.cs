using System.Collections.Concurrent;

namespace PartyReport.Eventing;

/// <summary>
/// Tells readers in this process that a log has grown. A missed signal costs one poll, never an event.
/// </summary>
public sealed class Wakeups
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new();

    /// <summary>The next growth of a log. Take it before reading, or a commit between reading and waiting goes unnoticed.</summary>
    public Task Next(string log) => _next.GetOrAdd(log, _ => New()).Task;

    /// <summary>Wakes everybody who waits for this log.</summary>
    public void Signal(string log)
    {
        if (_next.TryRemove(log, out var waiting)) waiting.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
