namespace PartyReport.Contracts.Directory;

/// <summary>
/// A slice of an import of posts, at most 256 KiB. None of it counts before <see cref="ImportCompleted"/>. People who were not
/// known are known by it; their names stay in the directory. Stream: the import.
/// </summary>
/// <param name="Import">The import.</param>
/// <param name="Slice">1 for the first slice.</param>
[Event("directory.posts-imported", Audited = true)]
public sealed record PostsImported(Guid Import, int Slice, IReadOnlyList<ImportedPost> Posts);

/// <summary>A holding of a post as an import says it is.</summary>
/// <param name="Post">Id of this holding of the post.</param>
/// <param name="Person">Holder.</param>
/// <param name="Unit">Unit of the post.</param>
/// <param name="Role">One of <see cref="PostRoles"/>.</param>
/// <param name="Title">Title as people say it.</param>
/// <param name="From">First day.</param>
/// <param name="Version">Version of the post after this: 1 is a new one, above is another last day or title of one that was there.</param>
/// <param name="To">Last day, inclusive; absent: open-ended.</param>
public sealed record ImportedPost(Guid Post, Guid Person, Guid Unit, string Role, string Title, DateOnly From, int Version, DateOnly? To = null);
