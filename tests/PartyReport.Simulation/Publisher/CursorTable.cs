using System.Collections.Immutable;

namespace PartyReport.Simulation;

/// <summary>
/// The tables <c>relay_lease</c> and <c>send_cursor</c>, as <see cref="RelayTables"/> writes them. A <em>term</em> is what
/// only the simulation knows: a number that grows with every epoch ever given, also with one that a crash made forgotten.
/// </summary>
internal sealed class CursorTable(World world)
{
    private const int LeaseMs = 4_000;

    // What is written without waiting is on disk after three rounds of PostgreSQL's writer at the latest.
    private const int UnsafeMs = 600;
    private readonly Stack<(long At, bool Renewal, Action Undo)> _unsafe = [];
    private readonly (long Epoch, string Holder, long Expires, int Term)[] _leases =
        [.. Enumerable.Repeat((0L, "", -1L, 0), world.Plan.Shards)];
    private readonly Dictionary<Lane, (Cursor Cursor, long Epoch)> _cursors = [];
    private readonly Dictionary<int, int> _loaded = [];
    private int _term;

    public Cursor Of(Lane lane) => _cursors.GetValueOrDefault(lane).Cursor;

    /// <summary>Renews and takes over: what is ours now, with epochs and terms. The holder says which epochs it knows.</summary>
    public Dictionary<int, (long Epoch, int Term)> Renew(string holder, bool first, IReadOnlyDictionary<int, (long Epoch, int Term)> known)
    {
        var ours = new Dictionary<int, (long, int)>();
        var before = _leases.ToArray();
        _unsafe.Push((world.Time.Ms, true, () => before.CopyTo(_leases, 0)));
        for (var shard = 0; shard < _leases.Length; shard++)
        {
            var lease = _leases[shard];
            var ended = lease.Expires < world.Time.Ms;
            if (lease.Holder != holder && !ended) continue;
            var goesOn = !first && lease.Holder == holder && !ended;
            _leases[shard] = (goesOn ? lease.Epoch : lease.Epoch + 1, holder, world.Time.Ms + LeaseMs, goesOn ? lease.Term : ++_term);
            ours[shard] = (_leases[shard].Epoch, _leases[shard].Term);
        }
        // A new epoch is on disk before anybody is told: one that a crash made forgotten would be given a second time.
        // A renewal that changes none is not waited for: forgotten, the lease only ends sooner.
        if (ours.Any(l => known.GetValueOrDefault(l.Key, (-1, -1)).Item1 != l.Value.Item1)) Flush();
        return ours;
    }

    /// <summary>Reads the cursors of a shard's lanes and puts an epoch on them; a commit that is waited for.</summary>
    public Dictionary<Lane, Cursor> Load(IEnumerable<Lane> lanes, int shard, (long Epoch, int Term) ours)
    {
        var loaded = new Dictionary<Lane, Cursor>();
        foreach (var lane in lanes)
        {
            var (cursor, epoch) = _cursors.GetValueOrDefault(lane);
            if (epoch > ours.Epoch && world.Bug != Bug.NoFencing) continue;
            _cursors[lane] = (cursor, ours.Epoch);
            loaded[lane] = cursor;
        }
        if (loaded.Count > 0) _loaded[shard] = Math.Max(_loaded.GetValueOrDefault(shard), ours.Term);
        Flush();
        return loaded;
    }

    /// <summary>Saves under epochs; answers the lanes that were refused.</summary>
    public List<Lane> Save(IReadOnlyDictionary<Lane, Cursor> cursors, ImmutableDictionary<int, (long Epoch, int Term)> ours)
    {
        var refused = new List<Lane>();
        var before = cursors.Keys.Select(l => (l, _cursors.GetValueOrDefault(l))).ToList();
        _unsafe.Push((world.Time.Ms, false, () => before.ForEach(b => _cursors[b.l] = b.Item2)));
        foreach (var (lane, cursor) in cursors)
        {
            var mine = ours.GetValueOrDefault(lane.Shard, (-1, -1));
            var row = _cursors.GetValueOrDefault(lane);
            if (row.Epoch != mine.Item1 && world.Bug != Bug.NoFencing)
            {
                refused.Add(lane);
                world.Count(Fault.SaveFenced);
                world.Trace.Add($"save of {lane.Subscription}/{lane.Shard} at {cursor} is fenced");
                continue;
            }
            world.Verdict.Saved(lane, cursor, mine.Item2, _loaded.GetValueOrDefault(lane.Shard));
            _cursors[lane] = (cursor, row.Epoch);
        }
        return refused;
    }

    /// <summary>Gives all leases up, as a new generation does.</summary>
    public void EndLeases()
    {
        for (var shard = 0; shard < _leases.Length; shard++) _leases[shard].Expires = -1;
        Flush();
    }

    /// <summary>Everything written so far is on disk.</summary>
    public void Flush() => _unsafe.Clear();

    /// <summary>Undoes the newest of what was not on disk yet.</summary>
    public void Crash()
    {
        var forgotten = world.Dice.Between(0, _unsafe.Count(u => u.At > world.Time.Ms - UnsafeMs));
        for (var n = 0; n < forgotten; n++)
        {
            var (_, renewal, undo) = _unsafe.Pop();
            if (renewal) world.Count(Fault.RenewalForgotten);
            undo();
        }
        if (forgotten > 0) world.Count(Fault.CursorsForgotten);
        world.Trace.Add($"{forgotten} of the newest leases and cursors are forgotten");
        Flush();
    }

    /// <summary>A copy of the tables, to go back to.</summary>
    public Action Copy()
    {
        var (leases, cursors) = (_leases.ToArray(), new Dictionary<Lane, (Cursor, long)>(_cursors));
        return () =>
        {
            leases.CopyTo(_leases, 0);
            _cursors.Clear();
            foreach (var (lane, cursor) in cursors) _cursors[lane] = cursor;
            _loaded.Clear();
            EndLeases();
        };
    }
}
