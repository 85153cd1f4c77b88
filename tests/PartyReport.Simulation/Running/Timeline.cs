namespace PartyReport.Simulation;

/// <summary>Time of one run: what is due next happens next, and no time passes in between.</summary>
internal sealed class Timeline
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<Action, long> _due = new(256);
    private long _order;

    /// <summary>Milliseconds since the run began.</summary>
    public long Ms { get; private set; }

    public DateTimeOffset Now => At(Ms);

    /// <summary>Things that have happened.</summary>
    public int Happened { get; private set; }

    public static DateTimeOffset At(long ms) => Begin.AddMilliseconds(ms);

    // What is due at the same instant happens in the order in which it was asked for: 24 bits count it.
    public void After(long delay, Action action) => _due.Enqueue(action, ((Ms + Math.Max(0, delay)) << 24) | _order++);

    /// <summary>Lets time pass until an instant; stops early when told to.</summary>
    public void Run(long until, Func<bool>? stop = null)
    {
        while (_due.TryPeek(out _, out var key) && key >> 24 <= until)
        {
            var action = _due.Dequeue();
            Ms = key >> 24;
            Happened++;
            action();
            if (stop?.Invoke() == true) return;
        }
        Ms = Math.Max(Ms, until);
    }
}
