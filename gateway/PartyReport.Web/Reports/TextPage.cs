using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web.Reports;

/// <summary>The whole text in its form.</summary>
/// <param name="Base">Revision that the writer starts from; 0 before the first text.</param>
/// <param name="Problem">Why the last attempt was not saved; null before the first.</param>
public sealed record TextModel(ReportModel Report, int Base, string Text, string Key, Problem? Problem = null);

/// <summary>Writes the first text, or all of it anew: the same as importing a file.</summary>
internal static class TextPage
{
    private static readonly string[] Digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}/text", Show);
        pages.MapPost("/reports/{id:guid}/text", Save);
    }

    private static async Task<IResult> Show(Guid id, Visit visit)
    {
        var report = (await ReportModel.Load(visit, id)).ForWriting();
        var text = report.Report.Revision == 0 ? Skeleton(report) : await TextOf(visit, id, report.Report.Revision);
        return await visit.Show<TextView>(new TextModel(report, report.Report.Revision, text, Forms.NewKey()));
    }

    private static async Task<IResult> Save(Guid id, Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (key, text) = (form["key"].ToString(), form.Text("text"));
        var start = int.TryParse(form["base"], NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0;
        var saved = await visit.Drafting.Import(id, start, form.Files["file"] is { Length: > 0 } file ? await Bytes(file) : await Bytes(visit, id, start, text), key);
        if (saved.Problem is not { } problem) return Results.LocalRedirect($"/reports/{id}?done=saved");

        var report = (await ReportModel.Load(visit, id)).ForWriting();
        return await visit.Show<TextView>(new TextModel(report, start, text, Forms.KeyAfter(key, problem), problem), problem.Status);
    }

    private static async Task<byte[]> Bytes(IFormFile file)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    // The file's own line ends stay what they were, so that what was not touched is not changed.
    private static async Task<byte[]> Bytes(Visit visit, Guid id, int start, string text) => Encoding.UTF8.GetBytes(
        start > 0 && (await TextOf(visit, id, start)).Contains("\r\n", StringComparison.Ordinal) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text);

    private static async Task<string> TextOf(Visit visit, Guid id, int revision) =>
        string.Concat((await visit.Drafting.Revision(id, revision)).Must().Blocks.Select(b => b.Text));

    // The chapters that the cycle asks for, so that the first page is not an empty one.
    private static string Skeleton(ReportModel report) => report.Cycle.Template.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{report.Cycle.Year}年度述职报告\n")
            + string.Concat(report.Cycle.Template.Select((chapter, i) => $"{Numeral(i + 1)}、{chapter.Title}\n\n"));

    private static string Numeral(int number) =>
        (number / 10) switch { 0 => "", 1 => "十", var tens => Digits[tens] + "十" } + Digits[number % 10];
}
