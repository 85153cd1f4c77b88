namespace PartyReport.Contracts.Review;

/// <summary>A person in a post decided a stage. Stream: the report.</summary>
/// <param name="Report">The report.</param>
/// <param name="Round">Round of the review.</param>
/// <param name="Stage">Place in the chain, from 1.</param>
/// <param name="Name">Name of the stage.</param>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Revision">Revision decided on.</param>
/// <param name="Hash">Its hash: the decision holds for these bytes and no others.</param>
/// <param name="Person">Who decided.</param>
/// <param name="Post">Post held then.</param>
/// <param name="Unit">Unit of that post.</param>
/// <param name="Remarks">Remarks on sections; may be empty.</param>
/// <param name="Contents">Texts of the opinion and the remarks.</param>
/// <param name="Opinion">Hash of the opinion; absent when none was given.</param>
[Event("review.decision-made", Audited = true)]
public sealed record DecisionMade(
    Guid Report, int Round, int Stage, string Name, string Verdict, int Revision, string Hash,
    Guid Person, Guid Post, Guid Unit, IReadOnlyList<Remark> Remarks, IReadOnlyList<Content> Contents, string? Opinion = null);
