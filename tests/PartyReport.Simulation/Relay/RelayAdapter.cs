using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PartyReport.Simulation;

/// <summary>The real <see cref="RelayStep"/> and its state: the only file that knows what its inputs are made of.</summary>
internal sealed class RelayAdapter(FrozenDictionary<(string, string), IReadOnlySet<string>> types, Timeline time)
{
    // Strings have another hash in every process, and with it lanes another order: here the order is the same in all.
    private static readonly ImmutableDictionary<Lane, LaneState> NoLanes = ImmutableDictionary.Create<Lane, LaneState>(new ByPlace());
    private RelayState _state = new("publisher", types) { Lanes = NoLanes };

    public ImmutableDictionary<Lane, LaneState> Lanes => _state.Lanes;

    /// <summary>How far the log was read, which is what the high-water file notes.</summary>
    public Cursor Head => _state.Head;

    public IReadOnlyList<RelayAct> Gained(int shard, IReadOnlyDictionary<Lane, Cursor> lanes) =>
        Next(new RelayInput.Gained(shard, lanes));

    public IReadOnlyList<RelayAct> Lost(int shard) => Next(new RelayInput.Lost(shard));

    public IReadOnlyList<RelayAct> Grown() => Next(new RelayInput.Grown(time.Now));

    public IReadOnlyList<RelayAct> Tick() => Next(new RelayInput.Tick(time.Now));

    public IReadOnlyList<RelayAct> Read(RelayAct.ReadHead act, IReadOnlyList<RecordedEvent> events, bool atEnd) =>
        Next(new RelayInput.HeadRead(act.After, events, atEnd, time.Now));

    public IReadOnlyList<RelayAct> Read(RelayAct.ReadLane act, IReadOnlyList<RecordedEvent> events, bool atEnd) =>
        Next(new RelayInput.LaneRead(act.Lane, act.After, act.UpTo, events, atEnd, time.Now));

    public IReadOnlyList<RelayAct> ReadFailed(Lane? lane) => Next(new RelayInput.ReadFailed(lane, time.Now));

    public IReadOnlyList<RelayAct> Sent(RelayAct.Send act, bool confirmed) => confirmed
        ? Next(new RelayInput.Confirmed(act.Lane, act.Number, time.Now))
        : Next(new RelayInput.Refused(act.Lane, act.Number, time.Now));

    public IReadOnlyList<RelayAct> ResendAsked(Lane lane, Cursor from) => Next(new RelayInput.ResendAsked(lane, from, time.Now));

    public IReadOnlyList<RelayAct> SaveEnded(IReadOnlyDictionary<Lane, Cursor> saved) => Next(new RelayInput.SaveEnded(saved));

    private IReadOnlyList<RelayAct> Next(RelayInput input)
    {
        (_state, var acts) = RelayStep.Next(_state, input);
        return acts;
    }

    private sealed class ByPlace : IEqualityComparer<Lane>
    {
        public bool Equals(Lane? x, Lane? y) => x == y;

        public int GetHashCode(Lane lane) => 31 * Array.IndexOf(World.Names, lane.Subscriber) + lane.Shard;
    }
}
