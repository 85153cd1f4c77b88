using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Where a report stands.</summary>
internal static class GetReport
{
    public static void Map(IEndpointRouteBuilder reports) => reports.MapGet("/{id:guid}", Handle).WithName("GetReport").Does(Actions.ReportRead)
        .Produces<ReportView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(Guid id, Access access, ReportStore store)
    {
        var loaded = await store.Load(id, access, Actions.ReportRead);
        if (loaded.Report.Content is not { } text) return Refusals.Unknown.ToProblem();
        return loaded.May
            ? TypedResults.Ok(new ReportView(
                text.Id, text.Cycle, text.Unit, text.Authors, loaded.Report.StateName, text.Revision, text.Hash))
            : Refusals.NotYours.ToProblem();
    }
}
