using PartyReport.Contracts.Review;

namespace PartyReport.Review;

/// <summary>The stage that a decision or a submission would open, with the people who may decide it.</summary>
internal sealed record NextStage(int Number, string Name, IReadOnlyList<Reviewer> Reviewers, Guid Opener)
{
    /// <summary>The event that opens it.</summary>
    public object Open(ReviewOpened round) => Reviewers is []
        ? new StageVacant(round.Report, round.Round, Number, Name, round.Revision, Opener)
        : new StageOpened(round.Report, round.Round, Number, Name, round.Revision, round.Hash, Reviewers);
}
