namespace PartyReport.Contracts.Directory;

/// <summary>Nobody signs in with an account any more; its sessions and keys ended. Stream: the account.</summary>
[Event("directory.account-disabled", Audited = true)]
public sealed record AccountDisabled(Guid Account);
