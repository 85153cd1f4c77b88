using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>A blocked event as an operator sees it: everything but its content.</summary>
public sealed record BlockedRow
{
    internal const string Columns =
        """
        subscription, publisher, shard, generation, xid, position, stream, version, type, occurred_at as occurredat,
        attempt, due_at as dueat, parked_at as parkedat, error
        """;

    public string Subscription { get; init; } = "";
    public string Publisher { get; init; } = "";
    public int Shard { get; init; }
    public long Generation { get; init; }
    public long Xid { get; init; }
    public long Position { get; init; }
    public Guid Stream { get; init; }
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public DateTimeOffset OccurredAt { get; init; }
    public int Attempt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? ParkedAt { get; init; }
    public string? Error { get; init; }

    public Cursor Cursor => new(Generation, Xid, Position);

    public BlockedEventView View() => new(
        Subscription, Publisher, Shard, Cursor.ToString(), Stream, Version, Type, OccurredAt, Attempt, DueAt, ParkedAt, Error);
}
