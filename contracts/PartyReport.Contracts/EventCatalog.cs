using System.Collections.Frozen;
using System.Reflection;

namespace PartyReport.Contracts;

/// <summary>Every event that a service publishes to others, by wire name.</summary>
public static class EventCatalog
{
    /// <summary>Wire name → record type, of all events in this assembly.</summary>
    public static FrozenDictionary<string, Type> Types { get; } = In(typeof(EventCatalog).Assembly);

    /// <summary>First part of the wire names of what operators do; such an event stands in the log of the service that it was done to.</summary>
    public const string Operations = "operations";

    /// <summary>Wire name of an event type. Throws for a type without <see cref="EventAttribute"/>.</summary>
    public static string NameOf(Type type) => Mark(type)?.Name ?? throw new ArgumentException($"{type} is not an event.", nameof(type));

    /// <summary>Wire names of the audited events that a publisher's log may hold: its own, and what operators do there.</summary>
    public static IReadOnlySet<string> Audited(string publisher) =>
        Types.Where(t => (IsOf(publisher, t.Key) || IsOf(Operations, t.Key)) && Mark(t.Value)!.Audited).Select(t => t.Key).ToFrozenSet();

    /// <summary>The events declared in an assembly, by wire name.</summary>
    public static FrozenDictionary<string, Type> In(Assembly assembly) =>
        assembly.GetTypes().Where(t => Mark(t) is not null).ToFrozenDictionary(t => Mark(t)!.Name);

    private static bool IsOf(string owner, string name) => name.StartsWith(owner + ".", StringComparison.Ordinal);

    private static EventAttribute? Mark(Type type) => type.GetCustomAttribute<EventAttribute>();
}
