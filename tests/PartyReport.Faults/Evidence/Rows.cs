using System.Text.Json;
using System.Text.Json.Serialization;
using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Faults;

/// <summary>An event as its publisher keeps it.</summary>
/// <param name="Digest">SHA-256 of headers and body.</param>
internal sealed record EventRow(
    string Publisher, int Shard, Guid Stream, int Version, Cursor Cursor, string Type, string Headers, string Body, string Digest)
{
    [JsonIgnore]
    public string Name => $"{Publisher}/{Stream:D}/{Version}";

    public EventHeaders ReadHeaders() => JsonSerializer.Deserialize<EventHeaders>(Headers, WireJson.Options)!;

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, WireJson.Options)!;

    public bool Is<T>() => Type == EventCatalog.NameOf(typeof(T));
}

/// <summary>A stored answer of a command.</summary>
internal sealed record AnswerRow(string Service, string Actor, string Key, int Status, string Body);

/// <summary>How far a subscription is.</summary>
internal sealed record MineRow(string Service, string Name, string Publisher, int Shard, Cursor Cursor);

/// <summary>An event that a subscription has put aside.</summary>
internal sealed record BlockedRow(
    string Service, string Subscription, string Publisher, int Shard, Guid Stream, int Version, int Attempt, bool Parked, string? Error);

/// <summary>An entry of the archive's log.</summary>
internal sealed record LeafRow(long Index, string Publisher, Guid Stream, int Version, string Type, bool Early, string Digest);

/// <summary>A row of a read model, in one line.</summary>
internal sealed record ModelRow(string Service, string Table, string Key, string Value);

/// <summary>A queue of the broker and what waits in it; no count: there is no such queue.</summary>
internal sealed record QueueRow(string Name, long? Waiting);

/// <summary>Size of the published checkpoint as an outsider saw it.</summary>
internal sealed record SizeRow(DateTimeOffset At, long Size);

/// <summary>A line of a service's log that somebody should see.</summary>
internal sealed record AlarmRow(string Service, string Level, DateTimeOffset At, string Text);

/// <summary>A stream that the campaign itself put into a log, which nobody can apply.</summary>
/// <param name="Leaf">True when the archive can and must log it all the same.</param>
internal sealed record PlantedRow(Guid Stream, bool Leaf, string What);
