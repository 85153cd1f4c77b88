namespace PartyReport.Contracts.Review;

/// <summary>A stage waits for its reviewers. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Round">Round of the review.</param>
/// <param name="Stage">Place in the chain, from 1.</param>
/// <param name="Name">Name of the stage.</param>
/// <param name="Revision">Revision under review.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Reviewers">Who could decide when the stage opened; never an author. A later holder of the post may decide too.</param>
[Event("review.stage-opened", Audited = true)]
public sealed record StageOpened(
    Guid Report, int Round, int Stage, string Name, int Revision, string Hash, IReadOnlyList<Reviewer> Reviewers);
