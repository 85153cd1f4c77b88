namespace PartyReport.Contracts.Drafting.Http;

/// <summary>One revision.</summary>
/// <param name="Findings">What this year's template misses in it, in plain words; advice, not a refusal.</param>
public sealed record RevisionView(
    Guid Report, int Revision, string Hash, string Origin, string? Encoding,
    IReadOnlyList<BlockView> Blocks, IReadOnlyList<string> Findings);
