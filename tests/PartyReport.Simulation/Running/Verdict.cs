using System.Collections.Immutable;

namespace PartyReport.Simulation;

/// <summary>
/// What must be true at every moment. The first thing that is not ends the run. It knows more than any process: what was
/// committed, what the broker really has, which epoch is the last.
/// </summary>
internal sealed class Verdict(World world)
{
    private readonly Dictionary<Lane, LaneRecord> _lanes = [];

    /// <summary>What was wrong, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>How far a lane is with the broker, without a hole.</summary>
    public Cursor Covered(Lane lane) => Of(lane).Covered;

    public void Fail(string fault)
    {
        if (Fault is not null) return;
        Fault = fault;
        world.Trace.Add($"WRONG: {fault}");
    }

    /// <summary>A row was committed: nobody may have been sent past it.</summary>
    public void Committed(Row row)
    {
        foreach (var lane in world.LanesOf(row.Event.Shard))
            if (Takes(lane, row) && Of(lane).SentTo >= row.Cursor)
                Fail($"{row} was committed below {Of(lane).SentTo}, which {lane.Subscription} was already sent");
    }

    /// <summary>A slice is handed out: it holds everything of interest of its stretch.</summary>
    public void Sent(Lane lane, Slice slice)
    {
        if (slice.To <= slice.From) Fail($"an empty stretch ({slice.From} {slice.To}] is sent");
        var wanted = world.Log.Log.Where(r =>
            r.Event.Shard == lane.Shard && Takes(lane, r) && r.Cursor > slice.From && r.Cursor <= slice.To).Select(r => r.Event);
        if (!wanted.SequenceEqual(slice.Events, ReferenceEqualityComparer.Instance))
            Fail($"({slice.From} {slice.To}] for {lane.Subscriber}/{lane.Shard} holds {slice.Events.Count} events, and not those of the log");
        var record = Of(lane);
        if (slice.To > record.SentTo) record.SentTo = slice.To;
    }

    /// <summary>The broker has a slice durably.</summary>
    public void Accepted(Lane lane, Slice slice) => Of(lane).Accept(slice.From, slice.To);

    /// <summary>A relay made a step: it takes for confirmed only what the broker has.</summary>
    public void Stepped(string relay, ImmutableDictionary<Lane, LaneState> lanes)
    {
        foreach (var (lane, at) in lanes)
            if (at.Confirmed > Of(lane).Covered)
                Fail($"{relay} takes {at.Confirmed} of {lane.Subscriber}/{lane.Shard} for confirmed, the broker has {Of(lane).Covered}");
    }

    /// <summary>A cursor was saved.</summary>
    public void Saved(Lane lane, Cursor cursor, int term, int lastTerm)
    {
        if (term < lastTerm) Fail($"a save of an old epoch was accepted at {lane.Subscriber}/{lane.Shard}");
        if (cursor > Of(lane).Covered)
            Fail($"{cursor} of {lane.Subscriber}/{lane.Shard} was saved, the broker has {Of(lane).Covered}");
    }

    /// <summary>A slice is acknowledged: the row is past it, or there was a gap before it when it came.</summary>
    public void Acknowledged(Lane lane, Message message, Cursor row)
    {
        if (message.Slice.To > row && message.Slice.From <= message.RowThen)
            Fail($"({message.Slice.From} {message.Slice.To}] of {lane.Subscriber}/{lane.Shard} was acknowledged, its row is at {row}");
    }

    /// <summary>A subscription's row was moved.</summary>
    public void Moved(string subscription, Cursor from, Cursor to)
    {
        if (to <= from) Fail($"the row of {subscription} went from {from} to {to}");
    }

    /// <summary>An event took effect, after another one of its stream.</summary>
    public void TookEffect(int subscription, Row row, Row? last)
    {
        var name = World.Names[subscription];
        if (row.State is not (RowState.Committed or RowState.Lost)) Fail($"{name} applied {row}, which was never committed");
        if (row.Applied[subscription] > 0) Fail($"{name} applied {row} twice");
        else if (last is not null && last.Cursor >= row.Cursor) Fail($"{name} applied {row} after {last}");
        if (!World.Takes(subscription, row.Event.Type)) Fail($"{name} applied {row}, which it does not take");
    }

    private bool Takes(Lane lane, Row row) => world.Types[(lane.Subscriber, lane.Subscription)].Contains(row.Event.Type);

    private LaneRecord Of(Lane lane)
    {
        if (!_lanes.TryGetValue(lane, out var record)) _lanes[lane] = record = new LaneRecord();
        return record;
    }

    private sealed class LaneRecord
    {
        private readonly List<(Cursor From, Cursor To)> _ahead = [];

        public Cursor SentTo { get; set; }
        public Cursor Covered { get; private set; }

        public void Accept(Cursor from, Cursor to)
        {
            _ahead.Add((from, to));
            while (_ahead.FindIndex(s => s.From <= Covered) is >= 0 and var i)
            {
                if (_ahead[i].To > Covered) Covered = _ahead[i].To;
                _ahead.RemoveAt(i);
            }
        }
    }
}
