namespace PartyReport.Contracts.Directory;

/// <summary>A unit joined the tree. Stream: the unit.</summary>
/// <param name="Unit">Id of the unit.</param>
/// <param name="Code">Short unique code, for people and imports.</param>
/// <param name="Name">Full name.</param>
/// <param name="Kind">One of <see cref="UnitKinds"/>.</param>
/// <param name="Parent">Unit above; absent for the root.</param>
/// <param name="From">First day on which it is there; absent: it always was.</param>
[Event("directory.unit-added", Audited = true)]
public sealed record UnitAdded(Guid Unit, string Code, string Name, string Kind, Guid? Parent = null, DateOnly? From = null);
