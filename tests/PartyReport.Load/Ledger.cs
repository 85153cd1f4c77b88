using System.Collections.Concurrent;
using System.Diagnostics;

namespace PartyReport.Load;

/// <summary>What was written and what took effect, in which order and after how long.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<(Guid Stream, int Version), Waiting> _waiting = new();
    private readonly ConcurrentDictionary<Guid, int> _applied = new();
    private readonly ConcurrentQueue<Sample> _samples = new();
    private long _effects, _reordered, _doubled;

    private sealed record Waiting(long Intended, TaskCompletionSource Done);

    /// <summary>An event's way: when it was meant to start and when its effect was durable, in ticks of the stopwatch.</summary>
    public readonly record struct Sample(long Intended, long Effect)
    {
        public double Milliseconds => Stopwatch.GetElapsedTime(Intended, Effect).TotalMilliseconds;
    }

    public long Effects => Interlocked.Read(ref _effects);
    public long Reordered => Interlocked.Read(ref _reordered);
    public long Doubled => Interlocked.Read(ref _doubled);

    /// <summary>Events whose effect is awaited.</summary>
    public int Open => _waiting.Count;

    /// <summary>Expects an effect; the task completes with it. Called before the event is written.</summary>
    public Task Expect(Guid stream, int version, long intended)
    {
        var waiting = new Waiting(intended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting[(stream, version)] = waiting;
        return waiting.Done.Task;
    }

    /// <summary>Notes an effect that is durable. One subscriber applies a report's events, so its order is that of these calls.</summary>
    public void Effect(Guid stream, int version)
    {
        var now = Stopwatch.GetTimestamp();
        if (!_waiting.TryRemove((stream, version), out var waiting))
        {
            Interlocked.Increment(ref _doubled);
            return;
        }
        if (_applied.GetValueOrDefault(stream) != version - 1) Interlocked.Increment(ref _reordered);
        _applied[stream] = version;
        Interlocked.Increment(ref _effects);
        _samples.Enqueue(new Sample(waiting.Intended, now));
        waiting.Done.TrySetResult();
    }

    /// <summary>Takes the samples out.</summary>
    public List<Sample> Take()
    {
        var taken = new List<Sample>(_samples.Count);
        while (_samples.TryDequeue(out var sample)) taken.Add(sample);
        return taken;
    }
}
