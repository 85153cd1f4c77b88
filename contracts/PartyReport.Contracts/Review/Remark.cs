namespace PartyReport.Contracts.Review;

/// <summary>A remark on one section of the revision under review.</summary>
/// <param name="Section">Block of the chapter or section.</param>
/// <param name="Sha256">Hash of the remark's text, see <see cref="Content"/>.</param>
public sealed record Remark(Guid Section, string Sha256);
