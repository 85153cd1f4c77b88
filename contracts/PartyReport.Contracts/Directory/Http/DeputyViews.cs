namespace PartyReport.Contracts.Directory.Http;

/// <summary>Lets a post act for another one for some time.</summary>
/// <param name="Post">Post that is acted for.</param>
/// <param name="Acting">Post whose holder acts; another person's.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive.</param>
public sealed record NameDeputyRequest(Guid Post, Guid Acting, DateOnly From, DateOnly To);

/// <summary>Gives a deputising another last day. Needs <c>If-Match</c> with its ETag.</summary>
/// <param name="To">Last day, inclusive; not before the first day.</param>
public sealed record EndDeputyRequest(DateOnly To);

/// <summary>A post acts for another one.</summary>
/// <param name="Version">Number in its ETag.</param>
public sealed record DeputyView(Guid Id, Guid Post, Guid Acting, DateOnly From, DateOnly To, int Version);
