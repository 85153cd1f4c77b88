namespace PartyReport.Contracts.Directory;

/// <summary>A unit has another name. Stream: the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Name">Full name from now on.</param>
/// <param name="From">First day on which that holds.</param>
/// <param name="Version">Version of the unit after this, the one in its ETag.</param>
[Event("directory.unit-renamed", Audited = true)]
public sealed record UnitRenamed(Guid Unit, string Name, DateOnly From, int Version);
