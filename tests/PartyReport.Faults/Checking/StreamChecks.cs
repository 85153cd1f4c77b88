using PartyReport.Contracts.Review;

namespace PartyReport.Faults;

/// <summary>Each stream by itself: its versions, and the steps it takes.</summary>
internal static class StreamChecks
{
    /// <summary>I4: versions from 1 without gap or double.</summary>
    public static IEnumerable<Violation> Versions(Evidence evidence) =>
        from stream in Streams(evidence)
        let versions = stream.Select(e => e.Version).Order().ToList()
        let distinct = versions.Distinct().Count()
        where distinct != versions.Count || versions[^1] != distinct
        select new Violation("I4", distinct != versions.Count ? Harm.Doubled : Harm.Lost,
            $"{stream.Key.Publisher}/{stream.Key.Stream} has the versions {string.Join(' ', versions)}");

    /// <summary>I5: only legal steps, and nobody decides on a report that is their own or on other bytes than were handed in.</summary>
    public static IEnumerable<Violation> Transitions(Evidence evidence)
    {
        foreach (var stream in Streams(evidence).Where(s => s.Key.Publisher is "drafting" or "review"))
        {
            var state = "";
            ReviewOpened? round = null;
            foreach (var e in stream.OrderBy(e => e.Version))
            {
                if (Next(state, e.Type) is not { } next)
                {
                    yield return new("I5", Harm.Unexpected, $"{e.Name}: {e.Type} cannot follow in state '{state}'");
                    break;
                }
                state = next;
                if (e.Is<ReviewOpened>()) round = e.Read<ReviewOpened>();
                if (e.Is<DecisionMade>() && Wrong(e.Read<DecisionMade>(), round!) is { } wrong)
                    yield return new("I5", Harm.Unexpected, $"{e.Name}: {wrong}");
            }
        }
    }

    private static string? Wrong(DecisionMade decision, ReviewOpened round) =>
        round.Authors.Contains(decision.Person) ? $"{decision.Person} decides on a report of their own"
        : decision.Hash != round.Hash || decision.Revision != round.Revision ? "the decision is on another revision than the one in review"
        : decision.Round != round.Round ? $"the decision is of round {decision.Round}, the review is in round {round.Round}"
        : null;

    private static IEnumerable<IGrouping<(string Publisher, Guid Stream), EventRow>> Streams(Evidence evidence) =>
        evidence.Events.Where(e => !evidence.IsPlanted(e.Stream)).GroupBy(e => (e.Publisher, e.Stream));

    private static string? Next(string state, string type) => (state, type) switch
    {
        // Whatever the run began, the hour may end in it.
        ("" or "accesses", "operations.access-counted") => "accesses",
        ("", "drafting.cycle-opened") => "cycle",
        ("", "drafting.report-started") => "draft",
        ("draft", "drafting.report-revised") => "draft",
        ("draft", "drafting.report-submitted") => "in-review",
        ("in-review", "drafting.report-reopened") => "draft",
        ("in-review", "drafting.report-settled") => "approved",
        ("" or "returned", "review.review-opened") => "opened",
        ("opened" or "approves", "review.stage-opened" or "review.stage-vacant") => "stage",
        ("stage", "review.decision-made") => "approves",
        ("approves", "review.report-returned") => "returned",
        ("approves", "review.report-approved") => "approved-by-review",
        _ => null,
    };
}
