namespace PartyReport.Contracts.Directory.Http;

/// <summary>A unit of the tree.</summary>
/// <param name="Version">Number in the unit's ETag.</param>
/// <param name="ClosedFrom">First day on which the unit is no more; absent: it is not closed.</param>
/// <param name="Successor">Unit that took its place; absent: none, or it is not closed.</param>
/// <param name="Answering">Person who answers for its open reports since it is closed.</param>
public sealed record UnitView(
    Guid Id, string Code, string Name, string Kind, Guid? Parent, int Version = 1,
    DateOnly? ClosedFrom = null, Guid? Successor = null, Guid? Answering = null);
