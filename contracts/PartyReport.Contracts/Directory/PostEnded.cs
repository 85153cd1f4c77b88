namespace PartyReport.Contracts.Directory;

/// <summary>A holding of a post got its last day. Stream: the post.</summary>
/// <param name="Post">The holding.</param>
/// <param name="To">Last day, inclusive.</param>
[Event("directory.post-ended", Audited = true)]
public sealed record PostEnded(Guid Post, DateOnly To);
