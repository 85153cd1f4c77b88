namespace PartyReport.Contracts.Drafting.Http;

/// <summary>What a save made.</summary>
/// <param name="Revision">Number of the new revision, or of the one that holds these words already.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Encoding">Encoding of the imported file; absent for an edit.</param>
/// <param name="Findings">What this year's template misses in it, in plain words; advice, not a refusal.</param>
public sealed record RevisionSaved(Guid Report, int Revision, string Hash, string? Encoding, IReadOnlyList<string> Findings);
