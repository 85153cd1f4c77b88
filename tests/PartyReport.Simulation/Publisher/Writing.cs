namespace PartyReport.Simulation;

/// <summary>One transaction of a command in the database: its events one by one, then its stored answer, then the commit.</summary>
internal sealed class Writing(World world, int life, string key, IReadOnlyList<(int Stream, int Version)> events)
{
    private Transaction _transaction = null!;
    private Action<bool> _ended = null!;
    private int _next;

    /// <param name="ended">Told whether it was committed; never, when the database crashed meanwhile.</param>
    public void Start(Action<bool> ended)
    {
        // The connection on which the versions were read ended with the server.
        if (!world.Log.Up || world.Log.Life != life) return;
        _ended = ended;
        // The first insert is the first write: only now is there an id.
        _transaction = world.Log.Begin();
        Go();
    }

    private void Go()
    {
        if (_transaction.Ended) return;
        var blocker = _next < events.Count
            ? world.Log.Insert(_transaction, events[_next].Stream, events[_next].Version, world.AnyType(), key)
            : world.Log.Answer(_transaction, key);
        if (blocker is not null) Wait(blocker);
        else if (++_next > events.Count) Finish();
        else world.Time.After(world.Dice.Between(0, 3), Go);
    }

    // Another transaction has the key: whether it is taken is known when that one ends.
    private void Wait(Transaction blocker)
    {
        if (blocker != _transaction)
        {
            blocker.Waiting.Add(() => world.Time.After(0, Go));
            return;
        }
        world.Count(Fault.RaceLost);
        RollBack();
    }

    private void Finish()
    {
        var held = world.Hits(Fault.WriterHeldOpen) ? world.Dice.Between(500, 6_000) : world.Dice.Between(0, 5);
        world.Time.After(held, () =>
        {
            if (_transaction.Ended) return;
            if (world.Hits(Fault.RolledBack))
            {
                RollBack();
                return;
            }
            world.Log.Commit(_transaction);
            _ended(true);
        });
    }

    private void RollBack()
    {
        world.Log.RollBack(_transaction);
        _ended(false);
    }
}
