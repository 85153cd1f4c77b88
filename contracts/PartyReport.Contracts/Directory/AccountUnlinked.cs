namespace PartyReport.Contracts.Directory;

/// <summary>An account is no subject's of a provider of sign-ins any more; its sessions ended. Stream: the account.</summary>
[Event("directory.account-unlinked", Audited = true)]
public sealed record AccountUnlinked(Guid Account);
