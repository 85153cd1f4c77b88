namespace PartyReport.Contracts.Drafting.Http;

/// <summary>One revision with its texts.</summary>
/// <param name="Author">Person who saved it.</param>
/// <param name="Origin"><c>import</c> or <c>edit</c>.</param>
/// <param name="Blocks">All blocks, in order.</param>
public sealed record RevisionView(
    Guid Report, int Revision, string Hash, Guid Author, string Origin, string? Encoding, DateTimeOffset At, IReadOnlyList<BlockView> Blocks);
