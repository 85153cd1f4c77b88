namespace PartyReport.Contracts.Directory;

/// <summary>A person may sign in from now on. The sign-in name stays in the directory. Stream: the account.</summary>
[Event("directory.account-opened", Audited = true)]
public sealed record AccountOpened(Guid Account, Guid Person);
