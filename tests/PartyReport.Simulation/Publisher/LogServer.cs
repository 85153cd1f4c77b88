namespace PartyReport.Simulation;

/// <summary>
/// The publisher's database with PostgreSQL's rules: ids of transactions at the first write, positions from a sequence,
/// readers below the horizon only, unique keys that wait for an open transaction, commits that return before they are safe.
/// </summary>
internal sealed class LogServer(World world) : Server(Fault.ReadFailed)
{
    private static readonly byte[] Small = new byte[100];
    private static readonly byte[] Big = new byte[200 * 1024];
    private readonly List<Transaction> _open = [];
    private readonly Dictionary<(int, int), Row> _claimed = [];
    private readonly Dictionary<(int, int), Transaction> _claiming = [];
    private readonly Dictionary<string, Transaction> _answering = [];
    private List<Row> _log = [];
    private long _xid = 700, _position = 1;

    /// <summary>Every row that was ever written, in the order of insertion; an event carries its place here.</summary>
    public List<Row> All { get; } = [];

    /// <summary>Committed rows in the order of the log.</summary>
    public IReadOnlyList<Row> Log => _log;

    public Dictionary<string, int> Answers { get; private set; } = [];
    public long Generation { get; private set; } = 1;
    public Cursor Head => _log.Count > 0 ? _log[^1].Cursor : Cursor.Start;
    public int[] Versions { get; } = new int[world.Plan.Streams];

    public Transaction Begin()
    {
        var transaction = new Transaction(_xid++);
        _open.Add(transaction);
        return transaction;
    }

    /// <summary>Null when inserted; otherwise the open transaction to wait for, or the transaction itself when the stream has moved.</summary>
    public Transaction? Insert(Transaction into, int stream, int version, string type, string key)
    {
        if (_claimed.ContainsKey((stream, version))) return into;
        if (_claiming.TryGetValue((stream, version), out var other)) return other;
        _claiming[(stream, version)] = into;
        into.Claims.Add((stream, version));
        var row = NewRow(into, stream, version, type, key);
        All.Add(row);
        into.Rows.Add(row);
        return null;
    }

    /// <summary>The same for the key of a command.</summary>
    public Transaction? Answer(Transaction into, string key)
    {
        if (Answers.ContainsKey(key)) return into;
        if (!_answering.TryAdd(key, into)) return _answering[key];
        into.Key = key;
        return null;
    }

    public void Commit(Transaction transaction)
    {
        foreach (var row in transaction.Rows)
        {
            (row.State, row.CommittedAt) = (RowState.Committed, world.Time.Ms);
            if (Place(row.Cursor) < _log.Count) world.Count(Fault.CommittedOutOfOrder);
            _log.Insert(Place(row.Cursor), row);
            _claimed[(row.Stream, row.Event.Version)] = row;
            Versions[row.Stream] = Math.Max(Versions[row.Stream], row.Event.Version);
            world.Verdict.Committed(row);
            world.Trace.Add($"log commits {row}");
        }
        if (transaction.Key is { } key) Answers[key] = transaction.Rows.Count;
        // Whatever was written before this is on disk with it.
        world.Cursors.Flush();
        End(transaction);
        foreach (var relay in world.Relays) relay.Grown();
    }

    public void RollBack(Transaction transaction)
    {
        foreach (var row in transaction.Rows) row.State = RowState.RolledBack;
        End(transaction);
    }

    /// <summary>One statement, one snapshot: rows after a cursor, of a shard or of all, in the order of the log.</summary>
    public (List<RecordedEvent> Events, bool AtEnd) Read(Cursor after, Cursor? upTo, int shard)
    {
        var horizon = world.Bug == Bug.SkipsGaps || _open.Count == 0 ? long.MaxValue : _open.Min(t => t.Xid);
        var read = new List<RecordedEvent>();
        for (var i = Place(after); i < _log.Count; i++)
        {
            var e = _log[i].Event;
            if (e.Cursor == after || (shard >= 0 && e.Shard != shard)) continue;
            if (upTo < e.Cursor) break;
            if (e.Xid >= horizon && e.Generation == Generation) continue;
            read.Add(e);
            if (read.Count == world.Plan.ReadLimit) return (read, false);
        }
        return (read, true);
    }

    /// <summary>Everything open is rolled back, and the last commits that were not waited for may be forgotten.</summary>
    public void Crash()
    {
        (Up, Life) = (false, Life + 1);
        world.Trace.Add($"the database crashes, {_open.Count} open");
        foreach (var transaction in _open.ToArray()) RollBack(transaction);
        world.Cursors.Crash();
        _xid += world.Dice.Below(5);
        _position += world.Dice.Below(32);
    }

    public void Restart() => Up = true;

    /// <summary>A copy of what is committed now.</summary>
    public Action Copy()
    {
        var (count, xid, position, answers) = (_log.Count, _xid, _position, new Dictionary<string, int>(Answers));
        var kept = _log.ToHashSet();
        return () => Restore(kept, world.Dice.Below(2) == 0 ? xid : 5, position, answers);
    }

    // The operator of the runbook: all processes are stopped, a new generation is opened, the processes start again.
    private void Restore(HashSet<Row> kept, long xid, long position, Dictionary<string, int> answers)
    {
        foreach (var transaction in _open.ToArray()) RollBack(transaction);
        foreach (var row in _log.Where(r => !kept.Contains(r))) row.State = RowState.Lost;
        var lost = _log.RemoveAll(r => r.State == RowState.Lost);
        (_xid, _position, Answers) = (xid, position, answers);
        _claimed.Clear();
        Array.Clear(Versions);
        foreach (var row in _log)
        {
            _claimed[(row.Stream, row.Event.Version)] = row;
            Versions[row.Stream] = Math.Max(Versions[row.Stream], row.Event.Version);
        }
        Generation = Math.Max(Generation, world.HighWater.Generation) + 1;
        world.HighWater = Head;
        Life++;
        world.Trace.Add($"the log is restored, {lost} rows are lost, generation {Generation} is opened");
    }

    private void End(Transaction transaction)
    {
        if (transaction.Ended) return;
        transaction.Ended = true;
        _open.Remove(transaction);
        foreach (var claim in transaction.Claims) _claiming.Remove(claim);
        if (transaction.Key is { } key) _answering.Remove(key);
        foreach (var waiting in transaction.Waiting) waiting();
    }

    private Row NewRow(Transaction into, int stream, int version, string type, string key)
    {
        var poison = world.Dice.Of10000(world.Plan.Poison) ? 1 << world.Dice.Below(3) : 0;
        var recorded = new RecordedEvent
        {
            Shard = stream % world.Plan.Shards, Generation = Generation, Xid = into.Xid, Position = _position++,
            Stream = World.StreamIds[stream], Version = version, Type = type, SchemaVersion = All.Count,
            Body = world.Plan.BigBodies && world.Dice.Below(2) == 0 ? Big : Small,
        };
        return new Row(recorded, stream, key) { PoisonFor = world.Calm ? 0 : poison };
    }

    // Place of the first row that does not come before a cursor.
    private int Place(Cursor cursor)
    {
        var (low, high) = (0, _log.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_log[middle].Cursor < cursor) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
