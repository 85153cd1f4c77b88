using System.Globalization;
using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>An audited event as the archive keeps it: the bytes of its publisher, and where they come from.</summary>
internal sealed record Happening
{
    public const string Columns =
        "publisher, stream, version, type, schema_version as schemaversion, occurred_at as occurredat, headers, body";

    public string Publisher { get; init; } = "";
    public Guid Stream { get; init; }
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public int SchemaVersion { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public byte[] Headers { get; init; } = [];
    public byte[] Body { get; init; } = [];

    public Cause Self => new(Publisher, Stream, Version);

    public string Name => NameOf(Publisher, Stream, Version);

    public static string NameOf(string publisher, Guid stream, int version) => $"{publisher}/{stream:D}/{version}";

    public static string NameOf(Cause cause) => NameOf(cause.Publisher, cause.Stream, cause.Version);

    /// <summary>The event that a name names.</summary>
    public static Cause CauseOf(string name) => name.Split('/') is [var publisher, var stream, var version]
        ? new Cause(publisher, Guid.ParseExact(stream, "D"), int.Parse(version, CultureInfo.InvariantCulture))
        : throw new FormatException($"{name} is no event.");

    public EventHeaders ReadHeaders() =>
        JsonSerializer.Deserialize<EventHeaders>(Headers, WireJson.Options) is { Actor: not null, Causes: not null } headers
            ? headers
            : throw new JsonException($"{Name} has no actor or causes in its headers.");

    /// <summary>Causes that the order of the publisher's own stream does not already put before this event.</summary>
    public IEnumerable<Cause> CausesElsewhere() =>
        ReadHeaders().Causes.Where(c => c.Publisher != Publisher || c.Stream != Stream);

    public static Happening Of(Delivery delivery) => new()
    {
        Publisher = delivery.Publisher, Stream = delivery.Event.Stream, Version = delivery.Event.Version, Type = delivery.Event.Type,
        SchemaVersion = delivery.Event.SchemaVersion, OccurredAt = delivery.Event.OccurredAt,
        Headers = delivery.Event.Headers, Body = delivery.Event.Body,
    };
}
