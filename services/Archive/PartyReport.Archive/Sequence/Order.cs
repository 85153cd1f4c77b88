using PartyReport.Contracts;

namespace PartyReport.Archive;

/// <summary>
/// Works out, in memory, what may get its leaf and what must wait: a cause before its consequences, the events of a stream in their
/// own order. Knows everything that is held and concerns the events at hand, and which of all causes have a leaf; the tables are
/// written afterwards.
/// </summary>
internal sealed class Order
{
    private readonly HashSet<Cause> _logged;
    private readonly Dictionary<Cause, Held> _held = [];
    private readonly Dictionary<(string Publisher, Guid Stream), SortedSet<int>> _streams = [];
    private readonly Dictionary<Cause, SortedSet<Held>> _waiters = [];
    private readonly Dictionary<Cause, Cause> _before = [];

    /// <summary>An event with the causes that the order of its own stream does not put before it, and what it waits for.</summary>
    internal sealed record Held(Cause Self, IReadOnlyList<Cause> Causes, Cause WaitsFor);

    /// <param name="held">Everything in the table that may concern the events at hand, directly or through each other.</param>
    /// <param name="logged">Those of all events and causes at hand that have a leaf.</param>
    public Order(IEnumerable<Held> held, IEnumerable<Cause> logged)
    {
        _logged = [.. logged];
        foreach (var h in held)
        {
            _before[h.Self] = h.WaitsFor;
            Hold(h);
        }
    }

    /// <summary>Events that get leaves, in their order.</summary>
    public List<Cause> Logged { get; } = [];

    /// <summary>Events that were held before and are no more.</summary>
    public IEnumerable<Cause> Released => _before.Keys.Where(e => !_held.ContainsKey(e));

    /// <summary>Events that wait from now on, and those that wait for something else than before.</summary>
    public IEnumerable<Held> New => _held.Values.Where(h => !_before.ContainsKey(h.Self));

    public IEnumerable<Held> Changed => _held.Values.Where(h => _before.TryGetValue(h.Self, out var before) && before != h.WaitsFor);

    /// <summary>An event comes in. The same again changes nothing.</summary>
    public void Take(Cause e, IReadOnlyList<Cause> causes)
    {
        if (_logged.Contains(e) || _held.ContainsKey(e)) return;
        if (Obstacle(e, causes) is { } obstacle) Hold(new Held(e, causes, obstacle));
        else Log(e);
    }

    /// <summary>A held event gets its leaf without its causes. Returns the cause that is missing.</summary>
    public Cause Force(Cause e)
    {
        var missing = _held[e].WaitsFor;
        Log(e);
        return missing;
    }

    private void Log(Cause first)
    {
        var next = new Queue<Cause>([first]);
        Leave(first);
        while (next.TryDequeue(out var logged))
        {
            if (!_waiters.Remove(logged, out var waiters)) continue;
            foreach (var waiting in waiters)
                if (Obstacle(waiting.Self, waiting.Causes) is { } other)
                {
                    Hold(waiting with { WaitsFor = other });
                }
                else
                {
                    Leave(waiting.Self);
                    next.Enqueue(waiting.Self);
                }
        }
    }

    private void Leave(Cause e)
    {
        _logged.Add(e);
        Logged.Add(e);
        if (!_held.Remove(e, out var held)) return;
        _streams[(e.Publisher, e.Stream)].Remove(e.Version);
        if (_waiters.TryGetValue(held.WaitsFor, out var waiters)) waiters.Remove(held);
    }

    private void Hold(Held h)
    {
        _held[h.Self] = h;
        if (!_streams.TryGetValue((h.Self.Publisher, h.Self.Stream), out var versions))
            _streams[(h.Self.Publisher, h.Self.Stream)] = versions = [];
        versions.Add(h.Self.Version);
        if (!_waiters.TryGetValue(h.WaitsFor, out var waiters)) _waiters[h.WaitsFor] = waiters = new SortedSet<Held>(BySelf);
        waiters.Add(h);
    }

    // What must be logged first, or null.
    private Cause? Obstacle(Cause e, IReadOnlyList<Cause> causes) =>
        causes.FirstOrDefault(c => !_logged.Contains(c)) ?? HeldBefore(e);

    private Cause? HeldBefore(Cause e) =>
        _streams.TryGetValue((e.Publisher, e.Stream), out var versions) && versions.GetViewBetween(0, e.Version - 1) is { Count: > 0 } before
            ? e with { Version = before.Max }
            : null;

    private static readonly Comparer<Held> BySelf = Comparer<Held>.Create((a, b) =>
        string.CompareOrdinal(a.Self.Publisher, b.Self.Publisher) is not 0 and var publisher ? publisher
        : a.Self.Stream.CompareTo(b.Self.Stream) is not 0 and var stream ? stream
        : a.Self.Version.CompareTo(b.Self.Version));
}
