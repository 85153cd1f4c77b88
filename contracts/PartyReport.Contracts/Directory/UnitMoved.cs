namespace PartyReport.Contracts.Directory;

/// <summary>A unit stands under another one. Stream: the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Parent">Unit above from now on.</param>
/// <param name="From">First day on which that holds.</param>
/// <param name="Version">Version of the unit after this, the one in its ETag.</param>
[Event("directory.unit-moved", Audited = true)]
public sealed record UnitMoved(Guid Unit, Guid Parent, DateOnly From, int Version);
