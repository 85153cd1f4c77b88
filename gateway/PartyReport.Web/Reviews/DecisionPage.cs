using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Web.Reports;

namespace PartyReport.Web.Reviews;

/// <summary>A decision before it is made.</summary>
/// <param name="Review">What is decided: its stage, revision and hash go with the form, so that nothing else is.</param>
/// <param name="Remarks">Rows of the form, as typed.</param>
/// <param name="Problem">Why the last attempt was refused; null before the first.</param>
public sealed record DecisionModel(
    ReportModel Report, ReviewView Review, IReadOnlyList<Heading> Headings, string Verdict, string Opinion,
    IReadOnlyList<TypedRemark> Remarks, string Key, Problem? Problem = null);

/// <summary>A remark as typed.</summary>
public sealed record TypedRemark(string Section, string Text);

/// <summary>Approves or returns a revision, after a page that says what exactly.</summary>
internal static class DecisionPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        foreach (var verdict in new[] { Verdicts.Approve, Verdicts.Return })
        {
            pages.MapGet($"/reviews/{{id:guid}}/decision/{verdict}", (Guid id, Visit visit, int? revision) => Ask(id, verdict, visit, revision));
            pages.MapPost($"/reviews/{{id:guid}}/decision/{verdict}", (Guid id, Visit visit, HttpContext context) => Decide(id, verdict, visit, context));
        }
    }

    /// <param name="revision">What the reader has read; a decision on anything else is none of theirs.</param>
    private static async Task<IResult> Ask(Guid id, string verdict, Visit visit, int? revision)
    {
        var review = (await visit.Review.Review(id)).Must();
        // The page of the review says why nothing is to be decided.
        if (review.Stage is null) return Results.LocalRedirect($"/reviews/{id}");
        if (!review.MayDecide)
            return await visit.Refused((await ReportModel.Load(visit, id)).Report.Authors.Contains(visit.Person!.Value) ? Author : NoReviewer);
        return revision is { } read && read != review.Revision
            ? await visit.Refused(Moved)
            : await Show(review, verdict, visit, "", [new("", "")], Forms.NewKey(), null);
    }

    private static async Task<IResult> Decide(Guid id, string verdict, Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (key, opinion) = (form["key"].ToString(), form.Text("opinion"));
        List<TypedRemark> remarks = [.. form["section"].Zip(form["remark"], (s, t) => new TypedRemark(s ?? "", (t ?? "").Replace("\r\n", "\n", StringComparison.Ordinal)))];
        // What the form was about stays what it is about, even when the review has moved on.
        var seen = (await visit.Review.Review(id)).Must() with { Stage = Number(form, "stage"), Revision = Number(form, "revision"), Hash = form["hash"].ToString() };
        if (form.ContainsKey("more")) return await Show(seen, verdict, visit, opinion, [.. remarks, new("", "")], key, null);

        var decided = await visit.Review.Decide(id, new DecideRequest(
            seen.Stage!.Value, seen.Revision, seen.Hash, verdict, opinion,
            [.. from r in remarks where Guid.TryParse(r.Section, out _) select new RemarkRequest(Guid.Parse(r.Section), r.Text)]), key);
        return decided.Problem is { } problem
            ? await Show(seen, verdict, visit, opinion, remarks is [] ? [new("", "")] : remarks, Forms.KeyAfter(key, problem), problem)
            : Results.LocalRedirect($"/reviews/{id}?done={verdict}");
    }

    private static async Task<IResult> Show(
        ReviewView review, string verdict, Visit visit, string opinion, IReadOnlyList<TypedRemark> remarks, string key, Problem? problem)
    {
        var report = await ReportModel.Load(visit, review.Report);
        var text = (await visit.Drafting.Revision(review.Report, review.Revision)).Must();
        return await visit.Show<DecisionPageView>(
            new DecisionModel(report, review, Outline.Of(text.Blocks), verdict, opinion, remarks, key, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static readonly Problem Moved = new("review.revision-moved", StatusCodes.Status409Conflict,
        "Another revision is under review than the one that you read. Open the review again.");

    private static readonly Problem Author = new("review.author-cannot-decide", StatusCodes.Status403Forbidden,
        "An author of the report may not decide on it.");

    private static readonly Problem NoReviewer = new("review.not-a-reviewer", StatusCodes.Status403Forbidden,
        "You hold no post that decides the open stage.");

    private static int Number(IFormCollection form, string name) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
