namespace PartyReport.Contracts.Directory.Http;

/// <summary>Puts a unit under another one. Needs <c>If-Match</c> with the unit's ETag.</summary>
/// <param name="Parent">Unit above from then on.</param>
/// <param name="From">First day on which it holds: not in the future, and not before what was recorded last.</param>
public sealed record MoveUnitRequest(Guid Parent, DateOnly From);

/// <summary>Gives a unit another name. Needs <c>If-Match</c> with the unit's ETag.</summary>
/// <param name="Name">1–200 characters.</param>
/// <param name="From">First day on which it holds: not in the future, and not before what was recorded last.</param>
public sealed record RenameUnitRequest(string Name, DateOnly From);

/// <summary>Closes a unit whose work another one takes in. Needs <c>If-Match</c> with the unit's ETag.</summary>
/// <param name="Into">The unit that takes it in.</param>
/// <param name="Answering">Person who answers for its open reports; holds a post on that day.</param>
/// <param name="From">First day on which it is no more: not in the future, and not before what was recorded last.</param>
public sealed record MergeUnitRequest(Guid Into, Guid Answering, DateOnly From);

/// <summary>Closes a unit. Needs <c>If-Match</c> with the unit's ETag.</summary>
/// <param name="Answering">Person who answers for its open reports; holds a post on that day.</param>
/// <param name="From">First day on which it is no more: not in the future, and not before what was recorded last.</param>
/// <param name="Successor">Unit that goes on with its work; absent: none does.</param>
public sealed record CloseUnitRequest(Guid Answering, DateOnly From, Guid? Successor = null);

/// <summary>Says which posts a unit must have filled. Needs <c>If-Match</c> with the unit's ETag.</summary>
/// <param name="Roles">All of them, of <see cref="PostRoles"/>; may be empty.</param>
public sealed record RequirePostsRequest(IReadOnlyList<string> Roles);
