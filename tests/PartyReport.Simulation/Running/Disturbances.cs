namespace PartyReport.Simulation;

/// <summary>Faults that come by themselves and not with a call: crashes, pauses, restarts, a restore.</summary>
internal sealed class Disturbances(World world)
{
    private static readonly Fault[] Kinds =
    [
        Fault.DatabaseCrash, Fault.WriterHeldOpen, Fault.RelayCrash, Fault.RelayGone, Fault.RelayPaused, Fault.QueueMissing, Fault.QueuePurged,
        Fault.MessageLost, Fault.BrokerRestart, Fault.ConsumerMoved, Fault.SubscriberCrash, Fault.SubscriberGone, Fault.SubscriberPaused, Fault.HandlerFailed,
    ];

    private bool _over, _restoring;

    public void Begin()
    {
        foreach (var client in world.Clients) client.Start();
        foreach (var relay in world.Relays) relay.Start();
        // A subscriber that comes late has not declared its queues yet.
        foreach (var subscriber in world.Subscribers)
            world.Time.After(world.Dice.Below(3) == 0 ? world.Dice.Below(3_000) : 0, subscriber.Start);
        // Late: what comes after it would move the cursors anyway.
        if (world.Plan.Foreign > 0) world.Time.After(world.Dice.Between(11_000, 14_000), WriteForeign);
        if (world.Plan.RestoreAt is { } at) world.Time.After(at - world.Dice.Between(200, 2_500), () => Copy(at));
        Next();
    }

    /// <summary>Everything that was stopped goes on, and nothing is stopped any more.</summary>
    public void End()
    {
        (_over, world.Calm) = (true, true);
        world.Trace.Add($"calm");
        if (!world.Log.Up) world.Log.Restart();
        if (!world.Broker.Up) world.Broker.Restart();
        foreach (var store in world.Stores) Array.Clear(store.FailingUntil);
        foreach (var node in world.Relays.Concat<Node>(world.Subscribers))
        {
            node.Wake();
            node.Start();
        }
    }

    private void Next() => world.Time.After(world.Dice.Between(50, 250), () =>
    {
        if (_over) return;
        var kind = Kinds[world.Dice.Below(Kinds.Length)];
        // Rarer by nature than the faults of a call: such a run has some of each.
        if (world.Plan.Chance(kind) > 0 && world.Dice.Below(3) == 0) Disturb(kind);
        Next();
    });

    private void Disturb(Fault kind)
    {
        switch (kind)
        {
            case Fault.DatabaseCrash when world.Log.Up:
                world.Count(kind);
                world.Log.Crash();
                world.Time.After(world.Dice.Between(100, 3_000), world.Log.Restart);
                break;
            case Fault.WriterHeldOpen when world.Log.Up:
                world.Count(kind);
                var held = world.Log.Begin();
                world.Time.After(world.Dice.Between(500, 6_000), () => world.Log.RollBack(held));
                break;
            case Fault.BrokerRestart when world.Broker.Up:
                world.Count(kind);
                world.Broker.Crash();
                world.Time.After(world.Dice.Between(100, 3_000), world.Broker.Restart);
                break;
            case Fault.RelayCrash: Kill(world.Dice.Pick(world.Relays), kind); break;
            case Fault.SubscriberCrash: Kill(world.Dice.Pick(world.Subscribers), kind); break;
            case Fault.RelayGone: Remove(world.Dice.Pick(world.Relays), world.Relays, kind); break;
            case Fault.SubscriberGone:
                var gone = world.Dice.Pick(world.Subscribers);
                Remove(gone, world.Subscribers.Where(s => s.Store == gone.Store), kind);
                break;
            // Longer than a lease, so that somebody else has the shard when it wakes up.
            case Fault.RelayPaused: Stop(world.Dice.Pick(world.Relays), kind, 7_000); break;
            case Fault.SubscriberPaused: Stop(world.Dice.Pick(world.Subscribers), kind, 3_000); break;
            case Fault.HandlerFailed:
                var (store, stream) = (world.Dice.Pick(world.Stores), world.Dice.Below(world.Plan.Streams));
                store.FailingUntil[stream] = world.Time.Ms + world.Dice.Between(300, 15_000);
                break;
            default: world.Broker.Disturb(kind); break;
        }
    }

    private void Kill(Node node, Fault kind)
    {
        if (!node.Up) return;
        world.Count(kind);
        node.Crash();
        world.Time.After(world.Dice.Between(10, 3_000), () =>
        {
            if (!_restoring) node.Start();
        });
    }

    // For good, when another process does the same work.
    private void Remove(Node node, IEnumerable<Node> all, Fault kind)
    {
        if (_restoring || !node.Up || all.Count(n => !n.Gone) < 2) return;
        world.Count(kind);
        node.Gone = true;
        node.Crash();
    }

    private void Stop(Node node, Fault kind, int atMost)
    {
        if (!node.Up || node.Paused) return;
        world.Count(kind);
        node.Pause();
        world.Time.After(world.Dice.Between(50, atMost), node.Wake);
    }

    // The publisher's database is set back to a copy. Its processes stop for that; everybody else goes on.
    private void Copy(long at)
    {
        if (!world.Log.Up) return;
        var (log, cursors) = (world.Log.Copy(), world.Cursors.Copy());
        world.Time.After(at - world.Time.Ms, () =>
        {
            _restoring = true;
            foreach (var relay in world.Relays) relay.Crash();
            world.Time.After(world.Dice.Between(10, 2_000), () =>
            {
                world.Count(Fault.Restored);
                log();
                cursors();
                _restoring = false;
                foreach (var relay in world.Relays) relay.Start();
            });
        });
    }

    // In one transaction, and only when nobody else has the stream.
    private void WriteForeign()
    {
        var stream = world.Plan.Streams - 1;
        var transaction = world.Log.Begin();
        var from = world.Log.Versions[stream];
        var n = 1;
        while (n <= world.Plan.Foreign && world.Log.Insert(transaction, stream, from + n, "d", "foreign") is null) n++;
        if (world.Log.Up && n > world.Plan.Foreign)
        {
            world.Log.Commit(transaction);
            return;
        }
        world.Log.RollBack(transaction);
        world.Time.After(500, WriteForeign);
    }
}
