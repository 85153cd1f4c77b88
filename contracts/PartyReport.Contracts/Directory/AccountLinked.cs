namespace PartyReport.Contracts.Directory;

/// <summary>
/// An account was given to a subject of a provider of sign-ins; its sessions ended. Stream: the account. Who the subject is stays in the
/// directory, because providers name people by numbers that are theirs.
/// </summary>
[Event("directory.account-linked", Audited = true)]
public sealed record AccountLinked(Guid Account, string Issuer);
