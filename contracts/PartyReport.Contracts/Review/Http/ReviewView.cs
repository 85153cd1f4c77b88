namespace PartyReport.Contracts.Review.Http;

/// <summary>Where a report stands in the chain.</summary>
/// <param name="State"><c>in-stage</c>, <c>returned</c> or <c>approved</c>.</param>
/// <param name="Stage">Open stage, from 1; absent when none is open.</param>
/// <param name="Waiting">Who may decide the open stage now.</param>
/// <param name="MayDecide">Whether whoever asks may decide the open stage. In a list of what waits for them: not said.</param>
public sealed record ReviewView(
    Guid Report, string State, int Round, int Revision, string Hash, int? Stage, string? StageName,
    IReadOnlyList<Reviewer> Waiting, IReadOnlyList<DecisionView> Decisions, bool MayDecide = false);
