using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web.Reports;

/// <summary>A submission before it is made.</summary>
/// <param name="Problem">Why the last attempt was refused; null before the first.</param>
public sealed record SubmitModel(ReportModel Report, string Key, Problem? Problem = null);

/// <summary>Hands the newest revision to the chain, after a page that says what exactly.</summary>
internal static class SubmitPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}/submission", async (Guid id, Visit visit) => await Show(id, visit, Forms.NewKey(), null));
        pages.MapPost("/reports/{id:guid}/submission", Submit);
    }

    private static async Task<IResult> Show(Guid id, Visit visit, string key, Problem? problem)
    {
        var report = await ReportModel.Load(visit, id);
        if (problem is null) report.ForWriting();
        if (report.Report.Revision == 0) return Results.LocalRedirect($"/reports/{id}");
        var shown = (await visit.Drafting.Revision(id, report.Report.Revision)).Must();
        return await visit.Show<SubmitView>(new SubmitModel(report with { Shown = shown }, key, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Submit(Guid id, Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var revision = int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
        var submitted = await visit.Drafting.Submit(id, revision, form["key"].ToString());
        return submitted.Problem is { } problem
            ? await Show(id, visit, Forms.KeyAfter(form["key"].ToString(), problem), problem)
            : Results.LocalRedirect($"/reports/{id}?done=submitted");
    }
}
