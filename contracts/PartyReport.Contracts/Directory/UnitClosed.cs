namespace PartyReport.Contracts.Directory;

/// <summary>A unit is no more. Stream: the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Answering">Person who answers for its open reports.</param>
/// <param name="From">First day on which it is no more.</param>
/// <param name="Version">Version of the unit after this, the one in its ETag.</param>
/// <param name="Successor">Unit that goes on with its work; absent: none does.</param>
[Event("directory.unit-closed", Audited = true)]
public sealed record UnitClosed(Guid Unit, Guid Answering, DateOnly From, int Version, Guid? Successor = null);
