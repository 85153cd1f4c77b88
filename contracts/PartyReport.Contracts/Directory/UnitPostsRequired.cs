namespace PartyReport.Contracts.Directory;

/// <summary>A unit must have a holder in each of these roles. Stream: the unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Roles">All roles that it must have, of <see cref="PostRoles"/>; those named before and not here are not required any more.</param>
/// <param name="Version">Version of the unit after this, the one in its ETag.</param>
[Event("directory.unit-posts-required", Audited = true)]
public sealed record UnitPostsRequired(Guid Unit, IReadOnlyList<string> Roles, int Version);
