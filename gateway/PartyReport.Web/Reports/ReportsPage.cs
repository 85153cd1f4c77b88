using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Reports;

/// <summary>Reports of the reader's units.</summary>
public sealed record ReportsModel(IReadOnlyList<ReportSummary> Reports, Names Names);

/// <summary>The list of the reports of the reader's units.</summary>
internal static class ReportsPage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/reports", Show);

    private static async Task<IResult> Show(Visit visit)
    {
        var reports = (await visit.Drafting.MyReports()).Must();
        return await visit.Show<ReportsView>(new ReportsModel(reports, await visit.Names(reports.Select(r => r.Unit))));
    }
}
