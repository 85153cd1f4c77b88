namespace PartyReport.Contracts.Directory;

/// <summary>The holder of an account chose another password; its sessions ended. Stream: the account.</summary>
[Event("directory.password-changed", Audited = true)]
public sealed record PasswordChanged(Guid Account);
