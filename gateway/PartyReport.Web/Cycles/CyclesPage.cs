using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Cycles;

/// <summary>The list of cycles.</summary>
public sealed record CyclesModel(IReadOnlyList<CycleSummary> Cycles, bool MayOpen);

/// <summary>A cycle with the units that it calls.</summary>
/// <param name="ToStart">Units whose report the reader may start.</param>
/// <param name="Done">Whether the reader has just opened it.</param>
/// <param name="Problem">Why a report was not started; null before the first attempt.</param>
public sealed record CycleModel(CycleView Cycle, IReadOnlyList<Guid> ToStart, Names Names, bool Done, Problem? Problem = null)
{
    /// <summary>As many units as one question names.</summary>
    public const int Named = 100;
}

/// <summary>A report that is called for, and that nobody has started.</summary>
public sealed record ToStart(CycleSummary Cycle, Guid Unit)
{
    /// <summary>All of them, the nearest deadline first.</summary>
    public static IReadOnlyList<ToStart> Of(CyclesView? cycles) =>
        [.. (cycles?.Cycles ?? []).SelectMany(c => c.ToStart.Select(unit => new ToStart(c, unit))).OrderBy(t => t.Cycle.Deadline)];
}

/// <summary>The list of cycles, a cycle, and the start of a unit's report in it.</summary>
internal static class CyclesPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cycles", List);
        pages.MapGet("/cycles/{id:guid}", (Guid id, Visit visit, string? done) => Show(id, visit, done == "opened", null));
        pages.MapPost("/cycles/{id:guid}/reports", Start);
    }

    private static async Task<IResult> List(Visit visit)
    {
        var cycles = (await visit.Drafting.Cycles(all: true)).Must();
        return await visit.Show<CyclesPageView>(new CyclesModel(cycles.Cycles, cycles.CallsBelow.Count > 0));
    }

    private static async Task<IResult> Show(Guid id, Visit visit, bool done, Problem? problem)
    {
        var (asked, list) = (visit.Drafting.Cycle(id), visit.Drafting.Cycles());
        var cycle = (await asked).Must();
        var toStart = (await list).Must().Cycles.FirstOrDefault(c => c.Id == id)?.ToStart ?? [];
        var names = await visit.Names([.. toStart, .. cycle.Chain.Select(s => s.Unit).OfType<Guid>(), .. cycle.Units.Take(CycleModel.Named)]);
        return await visit.Show<CyclePageView>(new CycleModel(cycle, toStart, names, done, problem), problem?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Start(Guid id, Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var unit = Guid.TryParse(form["unit"], out var known) ? known : Guid.Empty;
        var started = await visit.Drafting.Start(id, unit, form["key"].ToString());
        return started.Value is { } report ? Results.LocalRedirect($"/reports/{report.Id}?done=started")
            // Nothing was typed that could get lost; but after an outage the same form is sent again.
            : started.Problem!.Status >= StatusCodes.Status500InternalServerError ? throw new RefusedException(started.Problem)
            : await Show(id, visit, false, started.Problem);
    }
}
