namespace PartyReport.Contracts.Directory;

/// <summary>A person holds a post from a day on. Stream: the post.</summary>
/// <param name="Post">Id of this holding of the post; decisions name it.</param>
/// <param name="Person">Holder.</param>
/// <param name="Unit">Unit of the post.</param>
/// <param name="Role">One of <see cref="PostRoles"/>.</param>
/// <param name="Title">Title as people say it, for example 党组书记.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive; absent: open-ended.</param>
[Event("directory.post-assigned", Audited = true)]
public sealed record PostAssigned(Guid Post, Guid Person, Guid Unit, string Role, string Title, DateOnly From, DateOnly? To = null);
