using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Learns the chain of each cycle and opens a round for each submission.</summary>
internal sealed class OpenReview(ReviewStore store, TimeProvider clock)
{
    public Task<Reaction> React(Session session, Delivery delivery) => delivery.Body switch
    {
        CycleOpened cycle => Task.FromResult(Reaction.Only(s => Cycle.Save(s, cycle))),
        ReportSubmitted submitted => Open(session, delivery, submitted),
        _ => throw new InvalidOperationException($"{delivery.Event.Type} is not a submission."),
    };

    // Throwing parks the submission: Drafting refuses what would end here, so an operator must look.
    public static IReadOnlyList<object> Decide(Approval approval, ReportSubmitted submitted, Cause cause, NextStage first) =>
        approval switch
        {
            Approval.NotOpened => Round(submitted, 1, first),
            Approval.InStage open when open.Opened.Revision == submitted.Revision => [],
            Approval.InStage open when cause.Version < open.Submission.Version => [],
            Approval.InStage open => throw new InvalidOperationException(
                $"Revision {submitted.Revision} was submitted while revision {open.Opened.Revision} is in review."),
            // An author may hand in the same revision again, so only the submission's place in its log tells a duplicate.
            Approval.Returned back when cause.Version <= back.Submission.Version => [],
            Approval.Returned back => Round(submitted, back.Opened.Round + 1, first),
            Approval.Approved done when cause.Version <= done.Submission.Version => [],
            Approval.Approved => throw new InvalidOperationException(
                $"Revision {submitted.Revision} was submitted after the report was approved."),
            _ => throw new InvalidOperationException($"A submission meets the unknown state {approval.StateName}."),
        };

    private static object[] Round(ReportSubmitted submitted, int round, NextStage first)
    {
        var opened = new ReviewOpened(
            submitted.Report, submitted.Cycle, submitted.Unit, submitted.Authors, round, submitted.Revision, submitted.Hash,
            submitted.Sections);
        return [opened, first.Open(opened)];
    }

    private async Task<Reaction> Open(Session session, Delivery delivery, ReportSubmitted submitted)
    {
        var now = clock.GetUtcNow();
        var cycle = await Cycle.Load(session, submitted.Cycle);
        // Its reviewers would not be found; the directory's events are on their way, and the submission comes again.
        if (!await OrganisationReplica.KnowsLineage(session, submitted.Unit))
            throw new InvalidOperationException($"Unit {submitted.Unit} or one above it is unknown.");
        var review = await store.Load(session, submitted.Report);
        var first = await Reviewers.OfStage(session, cycle, 1, submitted.Unit, submitted.Authors, Day.Of(now))
            ?? throw new InvalidOperationException($"Cycle {submitted.Cycle} has no stage.");

        var events = Decide(review.State, submitted, delivery.Cause, first);
        return events is [] ? Reaction.None : store.React(delivery, review, cycle, events, now);
    }
}
