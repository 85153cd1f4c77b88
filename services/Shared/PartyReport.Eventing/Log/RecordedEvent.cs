namespace PartyReport.Eventing;

/// <summary>An event as it stands in a log. Body and headers are the bytes that were written, and the only ones that are hashed.</summary>
public sealed record RecordedEvent
{
    /// <summary>Shard of the log that holds the stream; a SQLite log has 0 only.</summary>
    public int Shard { get; init; }

    public long Generation { get; init; }
    public long Xid { get; init; }
    public long Position { get; init; }
    public Guid Stream { get; init; }
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public int SchemaVersion { get; init; }
    public byte[] Body { get; init; } = [];
    public byte[] Headers { get; init; } = [];
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Trace context of the hop that brought it; null when it was read from its log.</summary>
    public string? Via { get; init; }

    public Cursor Cursor => new(Generation, Xid, Position);
}
