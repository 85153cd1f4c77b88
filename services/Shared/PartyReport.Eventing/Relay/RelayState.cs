using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PartyReport.Eventing;

/// <summary>What a relay knows about itself; its durable part stands in the tables <c>relay_lease</c> and <c>send_cursor</c>.</summary>
/// <param name="Publisher">Service whose log is sent.</param>
/// <param name="Types">Wire names that each subscription takes, by subscriber and name.</param>
internal sealed record RelayState(string Publisher, FrozenDictionary<(string Subscriber, string Subscription), IReadOnlySet<string>> Types)
{
    /// <summary>Lanes of the shards that are ours.</summary>
    public ImmutableDictionary<Lane, LaneState> Lanes { get; init; } = ImmutableDictionary<Lane, LaneState>.Empty;

    /// <summary>End of the last read over all shards. A lane that stands here is fed from those; one behind reads for itself.</summary>
    public Cursor Head { get; init; }

    /// <summary>True while there may be events after <see cref="Head"/>.</summary>
    public bool MayHaveGrown { get; init; } = true;

    public bool ReadingHead { get; init; }

    public Lane? ReadingLane { get; init; }

    /// <summary>Reads of single lanes so far.</summary>
    public long Turns { get; init; }

    public bool Saving { get; init; }

    /// <summary>Nothing is read before this instant, because reading failed.</summary>
    public DateTimeOffset ReadNotBefore { get; init; }

    /// <summary>Number of the next slice; a number is never used twice, so an answer that comes late is told from a new one.</summary>
    public long Next { get; init; } = 1;

    public RelayState With(Lane lane, LaneState state) => this with { Lanes = Lanes.SetItem(lane, state) };

    public IReadOnlySet<string> TypesOf(Lane lane) => Types[(lane.Subscriber, lane.Subscription)];
}
