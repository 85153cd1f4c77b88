namespace PartyReport.Contracts.Directory;

/// <summary>A unit went into another one and is closed. Stream: the unit that is closed.</summary>
/// <param name="Unit">The unit that is no more.</param>
/// <param name="Into">The unit that took it in.</param>
/// <param name="Answering">Person who answers for its open reports.</param>
/// <param name="From">First day on which it is no more.</param>
/// <param name="Version">Version of the unit after this, the one in its ETag.</param>
[Event("directory.unit-merged", Audited = true)]
public sealed record UnitMerged(Guid Unit, Guid Into, Guid Answering, DateOnly From, int Version);
