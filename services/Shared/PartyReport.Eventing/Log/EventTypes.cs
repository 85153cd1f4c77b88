using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>Wire names and records of the events that one service reads and writes: all of Contracts and its own.</summary>
public sealed class EventTypes
{
    private readonly FrozenDictionary<string, Type> _byName;
    private readonly FrozenDictionary<Type, EventAttribute> _marks;

    public EventTypes(params Assembly[] modules)
    {
        _byName = EventCatalog.Types.Concat(modules.SelectMany(m => EventCatalog.In(m))).DistinctBy(t => t.Key).ToFrozenDictionary();
        _marks = _byName.Values.ToFrozenDictionary(t => t, t => t.GetCustomAttribute<EventAttribute>()!);
    }

    /// <summary>Turns a record into its final bytes. Throws for a type that is not an event.</summary>
    public NewEvent Write(Guid stream, int version, object value, EventHeaders headers, DateTimeOffset at)
    {
        var mark = _marks[value.GetType()];
        return new NewEvent(
            stream, version, mark.Name, mark.SchemaVersion,
            JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), WireJson.Options),
            JsonSerializer.SerializeToUtf8Bytes(headers, WireJson.Options), at, value);
    }

    /// <summary>Reads an event's body. An unknown type throws: skipping it would lose a fact.</summary>
    public object Read(RecordedEvent recorded) =>
        _byName.TryGetValue(recorded.Type, out var type)
            ? JsonSerializer.Deserialize(recorded.Body, type, WireJson.Options)!
            : throw new InvalidOperationException($"Unknown event type {recorded.Type} at {recorded.Stream}/{recorded.Version}.");

    /// <summary>Reads an event's headers.</summary>
    public static EventHeaders ReadHeaders(RecordedEvent recorded) =>
        JsonSerializer.Deserialize<EventHeaders>(recorded.Headers, WireJson.Options)!;
}
