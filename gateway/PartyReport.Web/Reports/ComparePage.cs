using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web.Reports;

/// <summary>Two revisions of a report.</summary>
/// <param name="Whole">Whether unchanged passages are shown too.</param>
public sealed record CompareModel(ReportModel Report, int From, int To, bool Whole, IReadOnlyList<ComparedBlock> Blocks);

/// <summary>Compares two revisions.</summary>
internal static class ComparePage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/reports/{id:guid}/compare", Show);

    private static async Task<IResult> Show(Guid id, Visit visit, int? from, int? to, bool whole = false)
    {
        var report = await ReportModel.Load(visit, id);
        var newest = to ?? report.Report.Revision;
        var oldest = from ?? Math.Max(1, newest - 1);
        var (before, after) = (visit.Drafting.Revision(id, oldest), visit.Drafting.Revision(id, newest));
        var blocks = Comparison.Of((await before).Must().Blocks, (await after).Must().Blocks);
        return await visit.Show<CompareView>(new CompareModel(report, oldest, newest, whole, blocks));
    }
}
