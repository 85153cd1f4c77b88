using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Review;

/// <summary>A report's stream as read: its state, its length and its decisions.</summary>
internal sealed record ReviewSoFar(Approval State, int Version, IReadOnlyList<DecisionView> Decisions)
{
    public static readonly ReviewSoFar Nothing = new(new Approval.NotOpened(), 0, []);

    public ReviewSoFar After(object happened, Cause submission, DateTimeOffset at) => new(
        Approval.Evolve(State, happened, submission),
        Version + 1,
        happened is DecisionMade decision ? [.. Decisions, View(decision, Version + 1, at)] : Decisions);

    /// <summary>A decision with its texts.</summary>
    public static DecisionView View(DecisionMade made, int version, DateTimeOffset at)
    {
        var texts = made.Contents.ToDictionary(c => c.Sha256, c => c.Text);
        return new DecisionView(
            version, made.Round, made.Stage, made.Name, made.Verdict, made.Revision, made.Hash, made.Person, made.Post, made.Unit,
            made.Opinion is { } opinion ? texts[opinion] : null,
            [.. made.Remarks.Select(r => new RemarkView(r.Section, texts[r.Sha256]))], at);
    }
}
