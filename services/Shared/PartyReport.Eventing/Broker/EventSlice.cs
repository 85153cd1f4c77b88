using System.Text.Json.Serialization;

namespace PartyReport.Eventing;

/// <summary>A slice on the broker. Everything after <c>From</c> up to and including <c>To</c>, as generation/transaction/position.</summary>
public sealed record EventSlice
{
    public string Publisher { get; init; } = "";
    public int Shard { get; init; }
    public Cursor From { get; init; }
    public Cursor To { get; init; }
    public IReadOnlyList<SliceEvent> Events { get; init; } = [];

    internal static EventSlice Of(Slice slice) => new()
    {
        Publisher = slice.Publisher, Shard = slice.Shard, From = slice.From, To = slice.To,
        Events = [.. slice.Events.Select(e => new SliceEvent
        {
            Cursor = e.Cursor, Stream = e.Stream, Version = e.Version, Type = e.Type, SchemaVersion = e.SchemaVersion,
            Body = e.Body, Headers = e.Headers, OccurredAt = e.OccurredAt, Via = Telemetry.Via(e),
        })],
    };

    internal Slice ToSlice() => new(Publisher, Shard, From, To, [.. Events.Select(e => new RecordedEvent
    {
        Shard = Shard, Generation = e.Cursor.Generation, Xid = e.Cursor.Xid, Position = e.Cursor.Position, Stream = e.Stream,
        Version = e.Version, Type = e.Type, SchemaVersion = e.SchemaVersion, Body = e.Body, Headers = e.Headers,
        OccurredAt = e.OccurredAt, Via = e.Via,
    })]);
}

/// <summary>An event of a slice. Body and headers are the bytes as recorded.</summary>
public sealed record SliceEvent
{
    public Cursor Cursor { get; init; }
    public Guid Stream { get; init; }
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public int SchemaVersion { get; init; }

    [JsonConverter(typeof(PackedBody))]
    public byte[] Body { get; init; } = [];

    public byte[] Headers { get; init; } = [];
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Trace context of the sender's span, when somebody listens.</summary>
    public string? Via { get; init; }
}

/// <summary>A subscription's wish to the publisher: send what follows a cursor again. It only moves the send cursor back.</summary>
public sealed record ResendFrom
{
    public string Subscriber { get; init; } = "";
    public string Subscription { get; init; } = "";
    public int Shard { get; init; }
    public Cursor From { get; init; }
}
