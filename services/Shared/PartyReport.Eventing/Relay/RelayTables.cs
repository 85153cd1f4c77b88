namespace PartyReport.Eventing;

/// <summary>Leases and send cursors. A lease ends by the database's clock; its epoch fences whoever wakes up after it ended.</summary>
internal sealed class RelayTables(PostgresSchema schema, string holder)
{
    private const string LeaseSeconds = "4";

    // Losing the last of these commits in a crash of the database costs a resend, never an event.
    private const string Lightly = "set local synchronous_commit = off";
    private bool _first = true;
    private Dictionary<int, long> _epochs = [];

    /// <summary>
    /// Renews our leases and takes over those that ended; returns the epochs of all that are ours now. A process that starts
    /// takes those of its predecessor on the same data folder at once, under a new epoch.
    /// </summary>
    public async Task<Dictionary<int, long>> Renew(CancellationToken ct)
    {
        var mine = await Renew(_first, ct);
        (_first, _epochs) = (false, mine);
        return mine;
    }

    private Task<Dictionary<int, long>> Renew(bool first, CancellationToken ct) => schema.WriteAsRelay(async session =>
    {
        await session.Execute(Lightly);
        var mine = await session.Query<Lease>(
            $"""
            update relay_lease
            set epoch = case when not @first and holder = @holder and expires_at > clock_timestamp() then epoch else epoch + 1 end,
                holder = @holder, expires_at = clock_timestamp() + interval '{LeaseSeconds} seconds'
            where holder = @holder or expires_at < clock_timestamp()
            returning shard, epoch
            """, new { holder, first });
        var ours = mine.ToDictionary(l => l.Shard, l => l.Epoch);
        // A new epoch that a crash of the database forgets would be given to somebody else too, and fence nobody.
        if (ours.Any(l => _epochs.GetValueOrDefault(l.Key, -1) != l.Value)) await session.Execute("set local synchronous_commit = on");
        return ours;
    }, ct);

    /// <summary>Gives our leases back, so that another relay need not wait.</summary>
    public Task<int> Release(CancellationToken ct) => schema.WriteAsRelay(
        session => session.Execute("update relay_lease set expires_at = 'epoch' where holder = @holder", new { holder }), ct);

    /// <summary>Reads the cursors of a shard's lanes and puts our epoch on them. A lane that was never sent begins at the start.</summary>
    public Task<Dictionary<Lane, Cursor>> Load(IReadOnlyList<Lane> lanes, long epoch, CancellationToken ct) => schema.WriteAsRelay(async session =>
    {
        var cursors = new Dictionary<Lane, Cursor>();
        foreach (var lane in lanes)
        {
            var row = await session.First<RecordedEvent>(
                """
                insert into send_cursor (subscriber, subscription, shard, generation, xid, position, epoch)
                values (@Subscriber, @Subscription, @Shard, 0, 0, 0, @epoch)
                on conflict (subscriber, subscription, shard) do update set epoch = excluded.epoch
                where send_cursor.epoch <= excluded.epoch
                returning generation, xid, position
                """, new { lane.Subscriber, lane.Subscription, lane.Shard, epoch });
            if (row is not null) cursors[lane] = row.Cursor;
        }
        return cursors;
    }, ct);

    /// <summary>Saves cursors under our epochs; returns the lanes whose shard is no longer ours, which were left as they are.</summary>
    public Task<List<Lane>> Save(
        IReadOnlyDictionary<Lane, Cursor> cursors, IReadOnlyDictionary<int, long> epochs, CancellationToken ct) => schema.WriteAsRelay(async session =>
    {
        await session.Execute(Lightly);
        var (lanes, places) = (cursors.Keys.ToList(), cursors.Values.ToList());
        var saved = await session.Query<SavedLane>(
            """
            update send_cursor c set generation = n.generation, xid = n.xid, position = n.position
            from unnest(@subscribers, @subscriptions, @shards, @epochs, @generations, @xids, @positions)
                as n (subscriber, subscription, shard, epoch, generation, xid, position)
            where c.subscriber = n.subscriber and c.subscription = n.subscription and c.shard = n.shard and c.epoch = n.epoch
            returning c.subscriber, c.subscription, c.shard
            """, new
            {
                subscribers = lanes.ConvertAll(l => l.Subscriber), subscriptions = lanes.ConvertAll(l => l.Subscription),
                shards = lanes.ConvertAll(l => l.Shard), epochs = lanes.ConvertAll(l => epochs.GetValueOrDefault(l.Shard, -1)),
                generations = places.ConvertAll(p => p.Generation), xids = places.ConvertAll(p => p.Xid), positions = places.ConvertAll(p => p.Position),
            });
        return lanes.Except(saved.Select(s => new Lane(s.Subscriber, s.Subscription, s.Shard))).ToList();
    }, ct);

    private sealed record SavedLane
    {
        public string Subscriber { get; init; } = "";
        public string Subscription { get; init; } = "";
        public int Shard { get; init; }
    }

    private sealed record Lease
    {
        public int Shard { get; init; }
        public long Epoch { get; init; }
    }
}
