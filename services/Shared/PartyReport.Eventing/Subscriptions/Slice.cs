namespace PartyReport.Eventing;

/// <summary>
/// A stretch of a publisher's log: everything after <paramref name="From"/> up to and including <paramref name="To"/>.
/// <paramref name="Events"/> are those that the subscription takes; the stretch also covers those it does not.
/// </summary>
public sealed record Slice(string Publisher, int Shard, Cursor From, Cursor To, IReadOnlyList<RecordedEvent> Events);
