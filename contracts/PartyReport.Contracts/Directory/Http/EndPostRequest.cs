namespace PartyReport.Contracts.Directory.Http;

/// <summary>Sets the last day of a post. Needs <c>If-Match</c> with the post's ETag.</summary>
/// <param name="To">Last day, inclusive; not before the first day.</param>
public sealed record EndPostRequest(DateOnly To);
