namespace PartyReport.Contracts.Review.Http;

/// <summary>A decision as it stands in the trail.</summary>
/// <param name="Version">Version in the review's stream; with it the archive's leaf is found.</param>
public sealed record DecisionView(
    int Version, int Round, int Stage, string Name, string Verdict, int Revision, string Hash,
    Guid Person, Guid Post, Guid Unit, string? Opinion, IReadOnlyList<RemarkView> Remarks, DateTimeOffset At);
