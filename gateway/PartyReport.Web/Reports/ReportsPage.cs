using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Web.Cycles;

namespace PartyReport.Web.Reports;

/// <summary>Reports of the reader's units, or all that the reader may see.</summary>
public sealed record ReportsModel(bool All, IReadOnlyList<ReportSummary> Reports, IReadOnlyList<ToStart> ToStart, Names Names)
{
    /// <summary>As many as drafting lists at once.</summary>
    public const int Most = 200;
}

/// <summary>The lists of reports.</summary>
internal static class ReportsPage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/reports", Show);

    private static async Task<IResult> Show(Visit visit, bool all = false)
    {
        var (asked, cycles) = (visit.Drafting.MyReports(all), visit.Drafting.Cycles());
        var (reports, toStart) = ((await asked).Must(), all ? [] : ToStart.Of((await cycles).Value));
        var names = await visit.Names(reports.Select(r => r.Unit).Concat(toStart.Select(t => t.Unit)));
        return await visit.Show<ReportsView>(new ReportsModel(all, reports, toStart, names));
    }
}
