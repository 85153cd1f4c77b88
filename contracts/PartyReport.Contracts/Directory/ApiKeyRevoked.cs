namespace PartyReport.Contracts.Directory;

/// <summary>A key is not good any more. Stream: the key.</summary>
[Event("directory.api-key-revoked", Audited = true)]
public sealed record ApiKeyRevoked(Guid Key, Guid Account);
