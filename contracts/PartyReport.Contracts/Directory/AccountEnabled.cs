namespace PartyReport.Contracts.Directory;

/// <summary>A disabled account may be used again. Stream: the account.</summary>
[Event("directory.account-enabled", Audited = true)]
public sealed record AccountEnabled(Guid Account);
