using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review.Http;
using PartyReport.Web.Reports;

namespace PartyReport.Web.Reviews;

/// <summary>A submission as its reviewers see it.</summary>
/// <param name="Text">The revision under review.</param>
/// <param name="Since">Its changes since the submission before; null when the full text is shown.</param>
/// <param name="Done">Verdict that the reader has just given.</param>
public sealed record ReviewModel(ReportModel Report, ReviewView Review, RevisionView Text, IReadOnlyList<ComparedBlock>? Since, string? Done)
{
    /// <summary>The revision of the round before; null in the first round.</summary>
    public static int? Before(ReviewView review) => review.Decisions.LastOrDefault(d => d.Round < review.Round)?.Revision;

    /// <summary>What the reader can do.</summary>
    public IReadOnlyList<Verb> Verbs(Visit visit) => Verb.Of(
        Review, visit.Reader!.Person, Report.Report.Authors.Contains(visit.Reader.Person), Report.Names.Post, visit.L);
}

/// <summary>Reads what was submitted, where it stands, and decides on a page of its own.</summary>
internal static class ReviewPage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/reviews/{id:guid}", Show);

    private static async Task<IResult> Show(Guid id, Visit visit, string? view, string? done)
    {
        var review = (await visit.Review.Review(id)).Must();
        var report = await ReportModel.Load(visit, id);
        var text = (await visit.Drafting.Revision(id, review.Revision)).Must();
        var since = view == "changes" && ReviewModel.Before(review) is { } before
            ? Comparison.Of((await visit.Drafting.Revision(id, before)).Must().Blocks, text.Blocks)
            : null;
        return await visit.Show<ReviewPageView>(new ReviewModel(report, review, text, since, done));
    }
}
