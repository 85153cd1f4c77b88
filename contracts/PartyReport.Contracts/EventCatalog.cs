using System.Collections.Frozen;
using System.Reflection;

namespace PartyReport.Contracts;

/// <summary>Every event that a service publishes to others, by wire name.</summary>
public static class EventCatalog
{
    /// <summary>Wire name → record type, of all events in this assembly.</summary>
    public static FrozenDictionary<string, Type> Types { get; } = In(typeof(EventCatalog).Assembly);

    /// <summary>Wire name of an event type. Throws for a type without <see cref="EventAttribute"/>.</summary>
    public static string NameOf(Type type) => Mark(type)?.Name ?? throw new ArgumentException($"{type} is not an event.", nameof(type));

    /// <summary>Wire names of the audited events of one publisher.</summary>
    public static IReadOnlySet<string> Audited(string publisher) =>
        Types.Where(t => t.Key.StartsWith(publisher + ".", StringComparison.Ordinal) && Mark(t.Value)!.Audited)
            .Select(t => t.Key).ToFrozenSet();

    /// <summary>The events declared in an assembly, by wire name.</summary>
    public static FrozenDictionary<string, Type> In(Assembly assembly) =>
        assembly.GetTypes().Where(t => Mark(t) is not null).ToFrozenDictionary(t => Mark(t)!.Name);

    private static EventAttribute? Mark(Type type) => type.GetCustomAttribute<EventAttribute>();
}
