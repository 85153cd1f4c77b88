namespace PartyReport.Contracts.Directory;

/// <summary>Too many sign-ins in a row failed, so that for a while none is admitted. Stream: the account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Until">When sign-ins are admitted again.</param>
[Event("directory.account-locked", Audited = true)]
public sealed record AccountLocked(Guid Account, DateTimeOffset Until);
