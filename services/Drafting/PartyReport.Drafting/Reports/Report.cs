using System.Collections.Immutable;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;

namespace PartyReport.Drafting.Reports;

/// <summary>States of a report as drafting knows it. From submission until review has spoken, review alone decides.</summary>
internal abstract record Report
{
    private Report() { }

    /// <summary>There is no such report.</summary>
    public sealed record NotStarted : Report;

    /// <summary>Being written, for the first time or after a return.</summary>
    /// <param name="ReturnedBy">The event of review that returned it; what follows names it as its cause.</param>
    public sealed record Draft(Body Text, Cause? ReturnedBy) : Report;

    /// <summary>With the chain; closed for edits.</summary>
    public sealed record InReview(Body Text) : Report;

    /// <summary>Approved by every stage; closed for good.</summary>
    public sealed record Approved(Body Text) : Report;

    /// <summary>What every started report has.</summary>
    /// <param name="Revision">Newest revision; 0 before the first text.</param>
    /// <param name="TakenUp">Version in review's stream of the last decision taken up; 0 before the first.</param>
    /// <param name="Known">Hashes of all texts that any revision of this report holds.</param>
    public sealed record Body(
        Guid Id, Guid Cycle, Guid Unit, ImmutableList<Guid> Authors, int Revision, string? Hash,
        IReadOnlyList<ManifestEntry> Manifest, ImmutableHashSet<string> Known, int TakenUp = 0);

    public static Report Evolve(Report report, object e) => (report, e) switch
    {
        (NotStarted, ReportStarted s) => new Draft(new Body(s.Report, s.Cycle, s.Unit, [s.Author], 0, null, [], []), null),
        (Draft draft, ReportRevised r) => draft with { Text = Revise(draft.Text, r) },
        (Draft draft, ReportSubmitted s) => new InReview(draft.Text with { Authors = [.. s.Authors] }),
        (InReview review, ReportReopened r) => new Draft(review.Text with { TakenUp = r.Return.Version }, r.Return),
        (InReview review, ReportSettled s) => new Approved(review.Text with { TakenUp = s.Approval.Version }),
        _ => throw new InvalidOperationException($"{e.GetType().Name} cannot follow in state {report.StateName}."),
    };

    public string StateName => this switch
    {
        NotStarted => "not-started",
        Draft => "draft",
        InReview => "in-review",
        Approved => "approved",
        _ => throw new InvalidOperationException("Unknown state."),
    };

    public Body? Content => this switch
    {
        Draft draft => draft.Text,
        InReview review => review.Text,
        Approved approved => approved.Text,
        _ => null,
    };

    private static Body Revise(Body text, ReportRevised r) => text with
    {
        Revision = r.Revision,
        Hash = r.Hash,
        Manifest = r.Manifest,
        Known = text.Known.Union(r.NewBlocks.Select(b => b.Sha256)),
        Authors = text.Authors.Contains(r.Author) ? text.Authors : text.Authors.Add(r.Author),
    };
}
