namespace PartyReport.Contracts.Directory.Http;

/// <summary>A key of another system.</summary>
/// <param name="Key">What the system sends as <c>Authorization: Bearer …</c>; only in the first answer to issuing it.</param>
public sealed record ApiKeyView(
    Guid Id, Guid Account, string Name, IReadOnlyList<string> Scopes, DateTimeOffset Until, DateTimeOffset? UsedAt, bool Revoked, string? Key = null);
