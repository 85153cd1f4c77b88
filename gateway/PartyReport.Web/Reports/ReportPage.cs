using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web.Reports;

/// <summary>A report and what surrounds it.</summary>
/// <param name="Review">Where it stands in the chain; null when it was never submitted, or the review does not answer.</param>
public sealed record ReportModel(ReportView Report, CycleView Cycle, IReadOnlyList<RevisionSummary> Revisions, ReviewView? Review, Names Names)
{
    /// <summary>The revision that is shown; null before the first text.</summary>
    public RevisionView? Shown { get; init; }

    /// <summary>What was just done: <c>started</c>, <c>saved</c> or <c>submitted</c>.</summary>
    public string? Done { get; init; }

    /// <summary>State as people say it: a draft that came back is a returned one.</summary>
    public string State => Report.State == "draft" && Review?.State == "returned" ? "returned" : Report.State;

    /// <summary>The decision that returned it, while it is being revised.</summary>
    public DecisionView? ReturnedBy => State == "returned" ? Review!.Decisions.LastOrDefault(d => d.Verdict == Verdicts.Return) : null;

    /// <summary>Whether the reader writes it now; the service decides again.</summary>
    public bool MayWrite => Report.State == "draft" && Report.MayWrite;

    /// <summary>The report for a page that changes it. Whoever would be refused when sending its form does not get the page.</summary>
    internal ReportModel ForWriting() => Report.MayWrite
        ? MayWrite ? this : throw new RefusedException(NotADraft)
        : throw new RefusedException(NotAnAuthor);

    private static readonly Problem NotAnAuthor = new("report.not-an-author", StatusCodes.Status403Forbidden,
        "Only the unit's secretary and helpers write its report.");

    private static readonly Problem NotADraft = new("report.not-a-draft", StatusCodes.Status409Conflict,
        "The report can be changed only while it is a draft.");

    internal static async Task<ReportModel> Load(Visit visit, Guid id)
    {
        var (asked, list, review) = (visit.Drafting.Report(id), visit.Drafting.Revisions(id), visit.Review.Review(id));
        var report = (await asked).Must();
        var cycle = (await visit.Drafting.Cycle(report.Cycle)).Must();
        var revisions = (await list).Must();
        var decisions = (await review).Value?.Decisions ?? [];
        var waiting = (await review).Value?.Waiting ?? [];
        var names = await visit.Names(
            [report.Unit, .. cycle.Chain.Select(s => s.Unit).OfType<Guid>()], [.. decisions.Select(d => d.Post), .. waiting.Select(w => w.Post)],
            revisions.Select(r => r.Author));
        return new ReportModel(report, cycle, revisions, (await review).Value, names);
    }
}

/// <summary>Reads a report: its newest revision or an older one.</summary>
internal static class ReportPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}", (Guid id, Visit visit, string? done) => Show(id, visit, null, done));
        pages.MapGet("/reports/{id:guid}/revisions/{revision:int}", (Guid id, int revision, Visit visit) => Show(id, visit, revision, null));
    }

    private static async Task<IResult> Show(Guid id, Visit visit, int? revision, string? done)
    {
        var model = await ReportModel.Load(visit, id);
        var wanted = revision ?? model.Report.Revision;
        var shown = wanted == 0 ? null : (await visit.Drafting.Revision(id, wanted)).Must();
        return await visit.Show<ReportPageView>(model with { Shown = shown, Done = done });
    }
}
