namespace PartyReport.Contracts.Directory.Http;

/// <summary>How units, posts and people are called, for a page that knows them by id. What is unknown is left out.</summary>
/// <param name="Units">The units asked about.</param>
/// <param name="Posts">The posts asked about, and every post that the people asked about have held, oldest first.</param>
public sealed record NamesView(IReadOnlyList<UnitView> Units, IReadOnlyList<NamedPost> Posts);
