namespace PartyReport.Contracts;

/// <summary>
/// Marks a record as an event and pins its wire name, so that renaming or moving the type changes nothing on the wire.
/// </summary>
/// <param name="name">Wire name, <c>publisher.object-past</c> in kebab case. It is never reused for another meaning.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string name) : Attribute
{
    /// <summary>Wire name, for example <c>drafting.report-submitted</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Version of the body's shape. Additive changes keep it; a break is a new type.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>True: the archive logs every such event as a leaf. False (default): the event stays in its service.</summary>
    public bool Audited { get; init; }
}
