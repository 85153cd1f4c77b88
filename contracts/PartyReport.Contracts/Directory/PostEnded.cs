namespace PartyReport.Contracts.Directory;

/// <summary>A holding of a post got its last day. Stream: the post.</summary>
/// <param name="Post">The holding.</param>
/// <param name="To">Last day, inclusive.</param>
/// <param name="Version">Version of the post after this, the one in its ETag; absent in older events, whose post no import has touched.</param>
[Event("directory.post-ended", Audited = true)]
public sealed record PostEnded(Guid Post, DateOnly To, int? Version = null);
