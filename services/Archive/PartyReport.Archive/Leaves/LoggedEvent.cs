namespace PartyReport.Archive.Leaves;

/// <summary>An event with what it needs to become a leaf; also the row of the table <c>held</c>.</summary>
internal sealed record LoggedEvent
{
    public string Publisher { get; init; } = "";
    public Guid Stream { get; init; }
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public int SchemaVersion { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public byte[] Headers { get; init; } = [];
    public byte[] Body { get; init; } = [];
}
