using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Where a report stands.</summary>
internal static class GetReport
{
    public static void Map(IEndpointRouteBuilder reports) => reports.MapGet("/{id:guid}", Handle).WithName("GetReport").Does(Actions.ReportRead)
        .Produces<ReportView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(Guid id, Access access, ReportStore store)
    {
        var (loaded, mayWrite) = await store.Read(async s =>
        {
            var loaded = await store.Load(s, id, access, Actions.ReportRead);
            return (loaded, loaded.May && await MayWrite(s, loaded.Report.Content!, access));
        });
        if (loaded.Report.Content is not { } text) return Refusals.Unknown.ToProblem();
        return loaded.May
            ? TypedResults.Ok(new ReportView(
                text.Id, text.Cycle, text.Unit, text.Authors, loaded.Report.StateName, text.Revision, text.Hash, mayWrite))
            : Refusals.NotYours.ToProblem();
    }

    // Nobody wants to write yet, so a denial is not taken down.
    private static async Task<bool> MayWrite(Session session, Report.Body text, Access access) =>
        Authority.Allow(await access.Standing(session), Actions.ReportWrite, await Target.Of(session, text.Id, text.Unit)).Allowed;
}
