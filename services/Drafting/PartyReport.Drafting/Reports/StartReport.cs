using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Cycles;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Starts a unit's report in a cycle; there is one at most.</summary>
internal static class StartReport
{
    public static void Map(IEndpointRouteBuilder reports) =>
        reports.MapPost("/", Handle).WithName("StartReport").Does(Actions.ReportStart).Produces<ReportView>(StatusCodes.Status201Created);

    public static Outcome Decide(Report report, CycleView? cycle, Guid unit, Actor actor, bool mayWrite) => report switch
    {
        _ when !mayWrite => Refusals.NotAnAuthor,
        _ when cycle is null => Refusal.Invalid("report.cycle-unknown", "cycle: there is no such cycle."),
        _ when !cycle.Units.Contains(unit) => Refusal.Invalid("report.unit-not-called", "unit: the cycle does not call this unit to report."),
        Report.NotStarted => Outcome.Of(new ReportStarted(IdOf(cycle.Id, unit), cycle.Id, unit, actor.Person)),
        _ => Refusal.Conflict("report.exists", $"The unit has a report in this cycle already: {report.Content!.Id}."),
    };

    /// <summary>One report for a unit and a cycle: its id is made of both, so that two starters meet at the same stream.</summary>
    public static Guid IdOf(Guid cycle, Guid unit) =>
        new(SHA256.HashData([.. cycle.ToByteArray(bigEndian: true), .. unit.ToByteArray(bigEndian: true)]).AsSpan(0, 16), bigEndian: true);

    private static async Task<IResult> Handle(StartReportRequest request, Command call, Access access, ReportStore store, CancellationToken ct)
    {
        var id = IdOf(request.Cycle, request.Unit);
        var (report, cycle, mayWrite) = await store.Read(async s => (
            (await store.Fold(s, id)).Report, await CycleStore.Find(s, request.Cycle),
            (await access.May(s, Actions.ReportStart, await Target.Of(s, id, request.Unit))).Allowed));

        var outcome = Decide(report, cycle, request.Unit, new Actor(call.Actor), mayWrite);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Created($"/api/reports/{id}", new ReportView(id, request.Cycle, request.Unit, [call.Actor], "draft", 0, null, MayWrite: true));
        await store.Append(call, id, 0, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
