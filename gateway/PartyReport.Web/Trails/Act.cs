using PartyReport.Contracts.Archive.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web.Trails;

/// <summary>One line of a trail: a leaf in words, or several saves of one person folded into one.</summary>
/// <param name="Leaves">Its leaves, oldest first.</param>
/// <param name="Decision">The decision that the leaf is about.</param>
public sealed record Act(IReadOnlyList<TrailEntry> Leaves, DecisionView? Decision)
{
    private const string Revised = "drafting.report-revised";
    private const int Foldable = 3;

    /// <summary>The newest leaf.</summary>
    public TrailEntry Last => Leaves[^1];

    /// <summary>Sign and its colour.</summary>
    public (string Sign, string Kind) Look => (Last.Type, Decision?.Verdict) switch
    {
        ("review.decision-made", Verdicts.Return) or ("review.report-returned", _) => ("back", "warn"),
        ("review.decision-made", _) or ("review.report-approved", _) => ("check", "ok"),
        ("drafting.report-submitted", _) => ("send", "info"),
        ("archive.report-filed", _) => ("box", ""),
        ("drafting.report-revised", _) => ("pen", ""),
        ("drafting.report-started", _) => ("doc", ""),
        ("review.stage-vacant", _) => ("warn", "warn"),
        _ => ("half", ""),
    };

    /// <summary>What was done.</summary>
    public string Called(Language language) => Leaves.Count >= Foldable
        ? language.Say(Words.ManySaves, Leaves[0].Revision, Last.Revision, Leaves.Count)
        : (Last.Type, Decision?.Verdict) switch
        {
            ("review.decision-made", Verdicts.Return) => language.Say(Words.ActReturned, Last.Revision),
            ("review.decision-made", _) => language.Say(Words.ActApproved, Last.Revision),
            ("review.report-returned", _) => language.Say(Words.ActBack, Last.Revision),
            ("review.report-approved", _) => language.Say(Words.ActAllApproved, Last.Revision),
            ("review.review-opened", _) => language.Say(Words.ActReviewOpened, Last.Revision),
            ("review.stage-opened", _) => language[Words.ActStageOpened],
            ("review.stage-vacant", _) => language[Words.ActStageVacant],
            ("drafting.report-submitted", _) => language.Say(Words.ActSubmitted, Last.Revision),
            ("drafting.report-revised", _) => language.Say(Words.ActRevised, Last.Revision),
            ("drafting.report-started", _) => language[Words.ActStarted],
            ("archive.report-filed", _) => language[Words.ActFiled],
            // An event that is newer than this page; its name is better than nothing.
            _ => Last.Type,
        };

    /// <summary>Whether a person did it; a service's own steps only follow from what people did.</summary>
    public bool IsOfAPerson => Guid.TryParse(Last.Actor, out _) && Last.Type is not ("review.stage-opened" or "review.report-returned" or "review.report-approved");

    /// <summary>The acts of a trail, newest first. Saves in a row by one person fold.</summary>
    public static IReadOnlyList<Act> Of(TrailView trail, ReviewView? review)
    {
        var acts = new List<Act>();
        foreach (var leaf in trail.Entries)
        {
            if (acts is [.., var before] && leaf.Type == Revised && before.Last.Type == Revised && before.Last.Actor == leaf.Actor)
                acts[^1] = before with { Leaves = [.. before.Leaves, leaf] };
            else acts.Add(new Act([leaf], DecisionOf(leaf, review)));
        }
        return [.. acts.SelectMany(Unfold).Reverse()];
    }

    private static IEnumerable<Act> Unfold(Act act) =>
        act.Leaves.Count is 1 or >= Foldable ? [act] : act.Leaves.Select(leaf => act with { Leaves = [leaf] });

    private static DecisionView? DecisionOf(TrailEntry leaf, ReviewView? review) =>
        leaf.Type == "review.decision-made" ? review?.Decisions.FirstOrDefault(d => d.Version == leaf.Version) : null;
}
