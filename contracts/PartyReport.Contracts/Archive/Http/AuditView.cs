namespace PartyReport.Contracts.Archive.Http;

/// <summary>Result of re-hashing everything the archive holds.</summary>
/// <param name="Leaves">Leaves checked.</param>
/// <param name="Blocks">Texts re-hashed.</param>
/// <param name="Faults">What does not match, one line each; at most 100. Empty: all is as it was logged.</param>
public sealed record AuditView(long Leaves, long Blocks, IReadOnlyList<string> Faults);
