using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Web.Cycles;

/// <summary>A cycle before it is opened.</summary>
/// <param name="Choice">Units that can be called.</param>
/// <param name="Problem">Why the last attempt was refused; null before the first.</param>
public sealed record OpenCycleModel(TypedCycle Typed, UnitChoice Choice, string Key, Problem? Problem = null)
{
    /// <summary>The part of the form that was refused.</summary>
    public string? Wrong => Problem is { } problem ? TypedCycle.FieldOf(problem) : null;

    /// <summary>Why a part of the form was refused; null when it was not.</summary>
    public Problem? FaultOf(string field) => Wrong == field ? Problem : null;
}

/// <summary>A clerk calls units to report.</summary>
internal static class OpenCyclePage
{
    private static readonly Problem NotAClerk = new("cycle.unit-out-of-reach", StatusCodes.Status403Forbidden,
        "Only a clerk whose office acts for a committee above a unit may call it.");

    private static readonly Problem NoDeadline = new("cycle.deadline-invalid", StatusCodes.Status422UnprocessableEntity,
        "Name the day and the time until which reports are due.");

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cycles/new", Ask);
        pages.MapPost("/cycles/new", Open);
    }

    /// <param name="under">The unit below which others are called; absent: the reader's own committee.</param>
    private static async Task<IResult> Ask(Visit visit, Guid? under)
    {
        var choice = await Choice(visit, under);
        var own = (await visit.Directory.Names([], [], [visit.Person!.Value])).Must().Posts.Select(p => p.Unit).Where(u => choice.Reviewers.Any(r => r.Id == u));
        return await visit.Show<OpenCycleView>(new OpenCycleModel(TypedCycle.First(visit.Now, [.. own]), choice, Forms.NewKey()));
    }

    private static async Task<IResult> Open(Visit visit, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (key, typed) = (form["key"].ToString(), TypedCycle.Of(form));
        var choice = await Choice(visit, Guid.TryParse(form["under"], out var under) ? under : null);
        if (form.ContainsKey("more")) return await visit.Show<OpenCycleView>(new OpenCycleModel(typed.WithAnotherStage(), choice, key));

        if (typed.Deadline is not { } deadline) return await Refuse(NoDeadline);
        var opened = await visit.Drafting.OpenCycle(typed.Request(deadline, choice), key);
        return opened.Value is { } cycle ? Results.LocalRedirect($"/cycles/{cycle.Id}?done=opened") : await Refuse(opened.Problem!);

        async Task<IResult> Refuse(Problem problem) =>
            await visit.Show<OpenCycleView>(new OpenCycleModel(typed, choice, Forms.KeyAfter(key, problem), problem), problem.Status);
    }

    private static async Task<UnitChoice> Choice(Visit visit, Guid? under) =>
        (await visit.Drafting.Cycles()).Must().CallsBelow is [var own, ..] all ? await UnitChoice.Load(visit, under ?? own, all) : throw new RefusedException(NotAClerk);
}
