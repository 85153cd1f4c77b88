using System.Globalization;

namespace PartyReport.Simulation;

/// <summary>Many runs, on all processors.</summary>
internal sealed class Seeds(Bug bug = Bug.None)
{
    private readonly int[] _faults = new int[Enum.GetValues<Fault>().Length];
    private readonly SortedDictionary<long, string> _failed = [];
    private readonly Lock _lock = new();
    private long _events, _happened, _run;

    public long Run => _run;

    /// <summary>Seeds that failed, with what was wrong.</summary>
    public IReadOnlyDictionary<long, string> Failed => _failed;

    public IEnumerable<Fault> NeverSeen => Enum.GetValues<Fault>().Where(f => _faults[(int)f] == 0);

    /// <summary>Runs seeds until one has failed, or all of them when told so.</summary>
    public Seeds From(long first, long count, bool toTheEnd = false, Action<Seeds>? progress = null, Action<Outcome>? failed = null)
    {
        Parallel.For(first, first + count, (seed, loop) =>
        {
            var outcome = Simulation.Run.Of(seed, bug);
            lock (_lock) Add(outcome);
            if (outcome.Wrong is not null) failed?.Invoke(outcome);
            if (outcome.Wrong is not null && !toTheEnd) loop.Stop();
            if (Interlocked.Increment(ref _run) % 10_000 == 0) progress?.Invoke(this);
        });
        return this;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{_run} seeds, {_failed.Count} failed, {_events} events, {_happened} steps, faults: {FaultCounts()}");

    /// <summary>What was wrong with a seed, and the end of its trace.</summary>
    public static string Describe(long seed, Bug bug = Bug.None, int lines = 40)
    {
        var outcome = Simulation.Run.Of(seed, bug, traced: true);
        return string.Join('\n', [$"seed {seed}: {outcome.Wrong ?? "nothing wrong"}", .. outcome.Trace.Lines.TakeLast(lines)]);
    }

    private string FaultCounts() => string.Join(", ", Enum.GetValues<Fault>().Select(f => $"{f} {_faults[(int)f]}"));

    private void Add(Outcome outcome)
    {
        _events += outcome.Events;
        _happened += outcome.Happened;
        for (var i = 0; i < _faults.Length; i++) _faults[i] += outcome.Faults[i];
        if (outcome.Wrong is not null) _failed[outcome.Seed] = outcome.Wrong;
    }
}
