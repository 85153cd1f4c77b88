namespace PartyReport.Simulation;

/// <summary>What must be true when the faults are over and everything has come to rest.</summary>
internal sealed class Reckoning(World world)
{
    /// <summary>True when everything that was committed is applied or blocked, sent, saved and acknowledged.</summary>
    public bool Drained() => world.Broker.Empty && Array.TrueForAll(world.Clients, c => c.Done) && Missing() is null && Unsaved() is null
        && world.Subscribers.All(s => !s.Up || s.Readers.All(r => r.Idle));

    /// <summary>True when no blocked event is tried any more and every process knows what the tables say.</summary>
    public bool Rests() => !world.Stores.Any(s => Enumerable.Range(0, world.Plan.Shards).Any(shard => s.NextDue(shard) is not null))
        && Enumerable.Range(0, world.Plan.Subscriptions).All(s => Readers(s).All(r => r.Idle && Knows(r, out _, out _)));

    /// <summary>What is not where it must be, or null.</summary>
    public string? Missing()
    {
        for (var s = 0; s < world.Plan.Subscriptions; s++)
        {
            var blocked = world.Stores[s].Blocked.Select(b => b.Row).ToHashSet();
            foreach (var row in world.Log.Log)
                if (World.Takes(s, row.Event.Type) && row.Applied[s] == 0 && !blocked.Contains(row))
                    return $"{World.Names[s]} has not applied {row}";
        }
        return null;
    }

    /// <summary>A cursor that was not saved to the end, or null. What a crash of the database forgot costs a resend, and is not seen.</summary>
    public string? Unsaved()
    {
        foreach (var lane in world.Lanes)
        {
            var (saved, mine) = (world.Cursors.Of(lane), world.Stores[Array.IndexOf(World.Names, lane.Subscriber)].Mine(lane.Shard));
            // Also a cursor that went back may be forgotten; what nobody takes is then not sent again.
            if (world.Faults[(int)Fault.CursorsForgotten] > 0) continue;
            if (mine < saved) return $"the row of {lane.Subscriber}/{lane.Shard} stays at {mine}, and {saved} was sent";
            var types = world.Types[(lane.Subscriber, lane.Subscription)];
            var later = world.Log.Log.Count(r => r.Event.Shard == lane.Shard && r.Cursor > saved);
            if (world.Log.Log.Any(r => r.Event.Shard == lane.Shard && r.Cursor > saved && types.Contains(r.Event.Type)))
                return $"the cursor of {lane.Subscriber}/{lane.Shard} stays at {saved}";
            if (later >= RelayStep.MaxPassedOver + world.Plan.ReadLimit)
                return $"the cursor of {lane.Subscriber}/{lane.Shard} stays at {saved} while {later} events are passed over";
        }
        return null;
    }

    /// <summary>Checks the end: exactly those are blocked that cannot be applied, and those behind them.</summary>
    public void Check()
    {
        for (var s = 0; s < world.Plan.Subscriptions; s++)
        {
            var blocked = world.Stores[s].Blocked.ToDictionary(b => b.Row);
            var rows = world.Log.All.Where(r => r.State is RowState.Committed or RowState.Lost && World.Takes(s, r.Event.Type));
            foreach (var stream in rows.GroupBy(r => r.Stream)) CheckStream(s, [.. stream.OrderBy(r => r.Cursor)], blocked);
            CheckBookkeeping(s);
        }
        CheckCommands();
    }

    private void CheckStream(int subscription, List<Row> rows, Dictionary<Row, BlockedRow> blocked)
    {
        Row? parked = null;
        foreach (var row in rows)
        {
            var applied = row.Applied[subscription];
            var waits = blocked.TryGetValue(row, out var where);
            if (row.State == RowState.Lost)
            {
                if (waits) parked ??= row;
                continue;
            }
            if (parked is null && MustPark(subscription, row, rows)) parked = row;
            if (applied != (parked is null ? 1 : 0) || waits != (parked is not null) || (parked == row && where?.Parked != true))
                world.Verdict.Fail($"{World.Names[subscription]}: {row} applied {applied} times, {(waits ? "blocked" : "not blocked")}"
                    + (parked is null ? "" : $", and {parked} is the one to be parked"));
        }
    }

    // What can never be applied, and what stands at a place where the subscriber holds something that the log forgot.
    private static bool MustPark(int subscription, Row row, List<Row> rows) => (row.PoisonFor >> subscription & 1) == 1
        || rows.Exists(l => l.State == RowState.Lost && l.Applied[subscription] > 0
            && l.Cursor.Generation < row.Cursor.Generation && l.Event.Version >= row.Event.Version);

    private void CheckBookkeeping(int subscription)
    {
        foreach (var reader in Readers(subscription))
            if (!Knows(reader, out var known, out var real))
                world.Verdict.Fail($"{World.Names[subscription]} believes {known!.Mine} and {known.BlockedEvents} blocked, "
                    + $"the tables say {real.Mine} and {real.BlockedEvents}");
    }

    private IEnumerable<LaneReader> Readers(int subscription) =>
        world.Subscribers.Where(p => p.Up && p.Store == world.Stores[subscription]).SelectMany(p => p.Readers);

    // A process that lost a race for a row, or has not looked since, does so again in its own time.
    private bool Knows(LaneReader reader, out SubscriptionState? known, out SubscriptionState real)
    {
        (known, real) = (reader.State, world.Stores[Array.IndexOf(World.Names, reader.Lane.Subscriber)].Load(reader.Lane.Shard));
        var tables = real.Blocked;
        return known is null || (known.Mine == real.Mine && known.BlockedEvents == real.BlockedEvents
            && known.Blocked.Count == tables.Count && known.Blocked.All(b => tables.GetValueOrDefault(b.Key) == b.Value));
    }

    private void CheckCommands()
    {
        var written = world.Log.Log.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (key, rows) in written)
            if (rows.Select(r => r.Cursor.Xid).Distinct().Count() > 1) world.Verdict.Fail($"command {key} was done twice");
        foreach (var (key, events) in world.Clients.SelectMany(c => c.Answered))
            if (world.Faults[(int)Fault.Restored] == 0 && written.GetValueOrDefault(key)?.Count != events)
                world.Verdict.Fail($"command {key} was answered and its {events} events are not in the log");
    }
}
