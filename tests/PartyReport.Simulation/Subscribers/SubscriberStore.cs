using System.Collections.Immutable;

namespace PartyReport.Simulation;

/// <summary>How a transaction of a subscriber ended.</summary>
internal enum Ending
{
    Committed,

    /// <summary>A handler threw; rolled back.</summary>
    Failed,

    /// <summary>Somebody else had moved the row; rolled back.</summary>
    Moved,
}

/// <summary>A row of the table <c>blocked</c>.</summary>
internal sealed class BlockedRow(Row row, int attempt, DateTimeOffset? dueAt)
{
    public Row Row => row;
    public int Attempt { get; set; } = attempt;
    public DateTimeOffset? DueAt { get; set; } = dueAt;
    public bool Parked { get; set; }
}

/// <summary>The database of one subscriber, with the transactions of <see cref="SubscriptionLoop"/> and <see cref="SubscriptionTables"/>.</summary>
internal sealed class SubscriberStore(World world, int subscription) : Server(Fault.StoreOutage)
{
    private const int WindowMs = 3_000;
    private readonly (Cursor Mine, long MovedAt)[] _rows = new (Cursor, long)[world.Plan.Shards];
    private readonly List<BlockedRow>[] _blocked = [.. Enumerable.Range(0, world.Plan.Shards).Select(_ => new List<BlockedRow>())];
    private readonly Row?[] _last = new Row?[world.Plan.Streams];

    /// <summary>Until when the handlers fail for a stream.</summary>
    public long[] FailingUntil { get; } = new long[world.Plan.Streams];

    public IEnumerable<BlockedRow> Blocked => _blocked.SelectMany(b => b);

    public Cursor Mine(int shard) =>
        world.Bug == Bug.ForgetsAfterAWindow && world.Time.Ms - _rows[shard].MovedAt > WindowMs ? Cursor.Start : _rows[shard].Mine;

    public SubscriptionState Load(int shard) => new(
        Mine(shard), _blocked[shard].GroupBy(b => b.Row.Event.Stream).ToImmutableDictionary(g => g.Key, g => g.Count()));

    public Ending Apply(int shard, Act.Apply act)
    {
        var rows = act.Events.Select(e => world.Log.All[e.SchemaVersion]).ToList();
        if (rows.Exists(Fails)) return Ending.Failed;
        if (!Move(shard, act.From, act.To)) return Ending.Moved;
        foreach (var row in rows) TakeEffect(row);
        return Ending.Committed;
    }

    public Ending Block(int shard, Act.Block act)
    {
        if (!Move(shard, act.From, act.To)) return Ending.Moved;
        _blocked[shard].Add(new BlockedRow(world.Log.All[act.Event.SchemaVersion], act.Attempt, act.DueAt));
        world.Trace.Add($"{World.Names[subscription]} blocks {_blocked[shard][^1].Row} after {act.Attempt}");
        return Ending.Committed;
    }

    /// <summary>The first event of a blocked stream that is due.</summary>
    public BlockedEvent? FirstDue(int shard) =>
        Firsts(shard).Where(b => b.DueAt is null || b.DueAt <= world.Time.Now).MinBy(b => b.Row.Cursor) is { } due
            ? new BlockedEvent(due.Row.Event, due.Attempt)
            : null;

    /// <summary>When the next blocked event is due; null when all that are left wait for an operator.</summary>
    public DateTimeOffset? NextDue(int shard) => Firsts(shard).Min(b => (DateTimeOffset?)(b.DueAt ?? world.Time.Now));

    private IEnumerable<BlockedRow> Firsts(int shard) => _blocked[shard].Where(b => !b.Parked
        && !_blocked[shard].Exists(e => e.Row.Stream == b.Row.Stream && e.Row.Cursor < b.Row.Cursor));

    public Ending Retry(int shard, BlockedEvent blocked)
    {
        var row = world.Log.All[blocked.Event.SchemaVersion];
        if (Fails(row)) return Ending.Failed;
        if (_blocked[shard].RemoveAll(b => b.Row == row) == 0) return Ending.Moved;
        TakeEffect(row);
        return Ending.Committed;
    }

    public Ending Reschedule(int shard, Act.Reschedule act)
    {
        foreach (var b in Tried(shard, act.Blocked)) (b.Attempt, b.DueAt) = (act.Attempt, act.DueAt);
        return Ending.Committed;
    }

    public Ending Park(int shard, Act.Park act)
    {
        if (Tried(shard, act.Blocked).ToList() is not [var row]) return Ending.Committed;
        (row.Attempt, row.Parked) = (act.Attempt, true);
        if (act.Attempt != Step.MaxAttempts) world.Verdict.Fail($"{act.Blocked.Event.Cursor} is parked after {act.Attempt} attempts");
        world.Count(Fault.EventParked);
        world.Trace.Add($"{World.Names[subscription]} parks {act.Blocked.Event.Cursor} after {act.Attempt}");
        return Ending.Committed;
    }

    // Another process may have tried it meanwhile, or taken it off.
    private IEnumerable<BlockedRow> Tried(int shard, BlockedEvent blocked) =>
        _blocked[shard].Where(b => b.Row.Event == blocked.Event && b.Attempt == blocked.Attempt && !b.Parked);

    private bool Move(int shard, Cursor from, Cursor to)
    {
        if (Mine(shard) != from)
        {
            world.Count(Fault.RowRaced);
            return false;
        }
        world.Verdict.Moved(World.Names[subscription], from, to);
        _rows[shard] = (to, world.Time.Ms);
        return true;
    }

    private bool Fails(Row row)
    {
        if ((row.PoisonFor >> subscription & 1) == 1 || world.Hits(Fault.HandlerFailed)) return true;
        if (world.Time.Ms < FailingUntil[row.Stream])
        {
            world.Count(Fault.HandlerFailed);
            return true;
        }
        // Something else already stands at this place: what the log forgot in a restore and this subscriber did not.
        return _last[row.Stream] is { } last && last.Cursor.Generation < row.Cursor.Generation && last.Event.Version >= row.Event.Version;
    }

    private void TakeEffect(Row row)
    {
        world.Verdict.TookEffect(subscription, row, _last[row.Stream]);
        row.Applied[subscription]++;
        _last[row.Stream] = row;
        world.Trace.Add($"{World.Names[subscription]} applies {row}");
    }
}
