namespace PartyReport.Contracts.Directory;

/// <summary>
/// An account got another initial password, lost its second factor and is not locked any more; its sessions ended. Stream: the account.
/// </summary>
[Event("directory.account-reset", Audited = true)]
public sealed record AccountReset(Guid Account);
