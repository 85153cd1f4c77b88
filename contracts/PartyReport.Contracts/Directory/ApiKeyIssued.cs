namespace PartyReport.Contracts.Directory;

/// <summary>Another system may act through an account, within scopes and for a time. Stream: the key.</summary>
/// <param name="Key">Id of the key, not the key.</param>
/// <param name="Account">Account that it acts for.</param>
/// <param name="Scopes">What it may do, each <c>service.read</c> or <c>service.write</c>.</param>
/// <param name="Until">When it stops being good.</param>
[Event("directory.api-key-issued", Audited = true)]
public sealed record ApiKeyIssued(Guid Key, Guid Account, IReadOnlyList<string> Scopes, DateTimeOffset Until);
