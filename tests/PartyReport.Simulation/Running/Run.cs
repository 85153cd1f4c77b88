namespace PartyReport.Simulation;

/// <summary>How a run ended.</summary>
internal sealed record Outcome(long Seed, string? Wrong, int Events, int Happened, int[] Faults, Trace Trace);

/// <summary>The course of a run: faults, then calm, then the verdict.</summary>
internal sealed class Run
{
    private const int ChaosMs = 12_000;
    private const int CalmMs = 900_000;
    private const int RetriesMs = 1_200_000;
    private readonly World _world;
    private readonly Disturbances _disturbances;
    private readonly Reckoning _reckoning;

    private Run(World world) => (_world, _disturbances, _reckoning) = (world, new Disturbances(world), new Reckoning(world));

    /// <summary>The same seed does the same, traced or not.</summary>
    public static Outcome Of(long seed, Bug bug = Bug.None, bool traced = false)
    {
        var world = new World(seed, bug, traced);
        var run = new Run(world);
        foreach (var part in new[] { run.Chaos, run.Calm, run.Retries, run._reckoning.Check })
            if (world.Verdict.Fault is null) part();
        return new Outcome(seed, world.Verdict.Fault, world.Log.All.Count, world.Time.Happened, world.Faults, world.Trace);
    }

    private void Chaos()
    {
        _disturbances.Begin();
        Go(ChaosMs);
    }

    private void Calm()
    {
        _disturbances.End();
        if (!Drains(CalmMs)) _world.Verdict.Fail($"not drained: {_reckoning.Missing() ?? _reckoning.Unsaved() ?? "messages wait"}");
    }

    // Relays have nothing left to do, and blocked events wait for minutes: only subscribers go on.
    private void Retries()
    {
        foreach (var relay in _world.Relays) relay.Crash();
        for (var until = _world.Time.Ms + RetriesMs; _world.Time.Ms < until && _world.Verdict.Fault is null && !_reckoning.Rests();) Go(5_000);
    }

    private bool Drains(int within)
    {
        for (var until = _world.Time.Ms + within; _world.Time.Ms < until && _world.Verdict.Fault is null;)
        {
            Go(500);
            if (_reckoning.Drained()) return true;
        }
        return _world.Verdict.Fault is not null;
    }

    // A step that throws would end its process: that is a fault of the run like any other, with its trace.
    private void Go(int ms)
    {
        try
        {
            _world.Time.Run(_world.Time.Ms + ms, () => _world.Verdict.Fault is not null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _world.Verdict.Fail($"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}");
        }
    }
}
