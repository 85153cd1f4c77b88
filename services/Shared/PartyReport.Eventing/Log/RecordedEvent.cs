namespace PartyReport.Eventing;

/// <summary>An event as it stands in a log. Body and headers are the bytes that were written, and the only ones that are hashed.</summary>
public sealed record RecordedEvent
{
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

    public Cursor Cursor => new(Generation, Xid, Position);
}
