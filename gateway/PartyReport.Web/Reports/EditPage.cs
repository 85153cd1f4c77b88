using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Reports;

/// <summary>A block in its form.</summary>
/// <param name="Base">Revision that the writer starts from.</param>
/// <param name="Text">What the field holds: the words of the block, or what the writer typed.</param>
/// <param name="Problem">Why the last attempt was not saved; null before the first.</param>
public sealed record EditModel(ReportModel Report, BlockView Block, int Base, string Text, string Key, Problem? Problem = null)
{
    /// <summary>Whether somebody else changed the block meanwhile: the refusal brings the three texts along.</summary>
    public bool Conflict => Problem?.Code == "block.conflict";
}

/// <summary>Edits one block.</summary>
internal static class EditPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}/blocks/{block:guid}/edit", Show);
        pages.MapPost("/reports/{id:guid}/blocks/{block:guid}/edit", Save);
    }

    private static async Task<IResult> Show(Guid id, Guid block, Visit visit)
    {
        var report = (await ReportModel.Load(visit, id)).ForWriting();
        var now = await Block(visit, id, report.Report.Revision, block);
        return await visit.Show<EditView>(new EditModel(report, now, report.Report.Revision, Outline.Body(now), Forms.NewKey()));
    }

    private static async Task<IResult> Save(Guid id, Guid block, Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (key, text) = (form["key"].ToString(), form.Text("text"));
        var start = int.TryParse(form["base"], NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0;
        var before = await Block(visit, id, start, block);
        // The file's own line ends stay what they were.
        var written = before.Text.Contains("\r\n", StringComparison.Ordinal) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;

        var saved = await visit.Drafting.EditBlock(id, block, new EditBlockRequest(start, written), key);
        if (saved.Problem is not { } problem) return Results.LocalRedirect($"/reports/{id}?done=saved#{Outline.Anchor(block)}");

        var report = await ReportModel.Load(visit, id);
        // After a conflict the writer has both texts before them; what they save next starts from the newest.
        var model = new EditModel(report, before, start, text, Forms.KeyAfter(key, problem), problem);
        return await visit.Show<EditView>(
            model.Conflict ? model with { Base = report.Report.Revision, Key = Forms.NewKey() } : model, problem.Status);
    }

    private static async Task<BlockView> Block(Visit visit, Guid report, int revision, Guid block) =>
        (await visit.Drafting.Revision(report, revision)).Must().Blocks.FirstOrDefault(b => b.Id == block) ?? throw new RefusedException(Unknown);

    private static readonly Problem Unknown = new("block.unknown", StatusCodes.Status404NotFound, "This revision has no such block.");
}
