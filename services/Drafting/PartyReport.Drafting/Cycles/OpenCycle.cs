using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Cycles;

/// <summary>Opens a year's exercise for the units below the opener's committee.</summary>
internal static class OpenCycle
{
    private const int MaxUnits = 10_000;
    private const int MaxStages = 20;
    private const int MaxChapters = 50;

    public static void Map(IEndpointRouteBuilder cycles) =>
        cycles.MapPost("/", Handle).WithName("OpenCycle").Does(Actions.CycleOpen).Produces<CycleView>(StatusCodes.Status201Created);

    /// <param name="outOfReach">A unit called that the actor does not look after as a clerk; null when there is none.</param>
    public static Outcome Decide(Guid id, OpenCycleRequest request, Actor actor, Guid? outOfReach) => request switch
    {
        _ when outOfReach is { } unit => Refusal.Forbidden("cycle.unit-out-of-reach",
            $"Only a clerk whose office acts for a committee above unit {unit} may call it."),
        { Year: < 1949 or > 2999 } => Refusal.Invalid("cycle.year-invalid", "year: from 1949 to 2999."),
        { Title.Length: 0 or > 200 } => Refusal.Invalid("cycle.title-length", "title: 1 to 200 characters."),
        _ when !PlainText.IsClean(request.Title) => PlainText.NotClean("title"),
        _ when !request.Template.OfType<TemplateChapter>().All(IsClean) => PlainText.NotClean("template"),
        _ when !request.Chain.OfType<Stage>().All(s => PlainText.IsClean(s.Name)) => PlainText.NotClean("chain"),
        { Units.Count: 0 or > MaxUnits } => Refusal.Invalid("cycle.units-count", $"units: 1 to {MaxUnits} units."),
        { Chain.Count: 0 or > MaxStages } => Refusal.Invalid("cycle.chain-length", $"chain: 1 to {MaxStages} stages."),
        _ when request.Chain.Select(Fault).FirstOrDefault(f => f is not null) is { } fault => Refusal.Invalid("cycle.stage-invalid", fault),
        _ when request.Template.Count > MaxChapters || request.Template.Any(IsInvalid) => Refusal.Invalid("cycle.template-invalid",
            $"template: at most {MaxChapters} chapters, each with a title of 1 to 100 characters and 1 to 20 keywords of 1 to 50 characters."),
        _ => Outcome.Of(new CycleOpened(
            id, request.Year, request.Title, actor.Person, Kept(request.Deadline), request.Template, request.Chain,
            [.. request.Units.Distinct()])),
    };

    // The event and its row tell the same instant on every database; some keep no more than microseconds.
    private static DateTimeOffset Kept(DateTimeOffset deadline) => deadline.AddTicks(-(deadline.Ticks % TimeSpan.TicksPerMicrosecond));

    // Names of stages are shown by other services, which keep them as text.
    private static bool IsClean(TemplateChapter chapter) =>
        PlainText.IsClean(chapter.Title) && chapter.Keywords.All(PlainText.IsClean);

    // JSON can put null into a list, whatever the type says.
    private static bool IsInvalid(TemplateChapter? chapter) =>
        chapter is not { Title.Length: > 0 and <= 100, Keywords.Count: > 0 and <= 20 }
        || chapter.Keywords.Any(k => string.IsNullOrWhiteSpace(k) || k.Length > 50);

    private static string? Fault(Stage? stage, int index) => stage switch
    {
        null => $"chain[{index}]: a stage.",
        { Name.Length: 0 or > 100 } => $"chain[{index}].name: 1 to 100 characters.",
        _ when !PostRoles.All.Contains(stage.Role) => $"chain[{index}].role: one of {string.Join(", ", PostRoles.All)}.",
        _ when !StageRelations.All.Contains(stage.Relation) => $"chain[{index}].relation: one of {string.Join(", ", StageRelations.All)}.",
        _ when !StageRules.All.Contains(stage.Rule) => $"chain[{index}].rule: one of {string.Join(", ", StageRules.All)}.",
        _ when stage.Relation == StageRelations.Named != stage.Unit.HasValue => $"chain[{index}].unit: needed for the relation named, and only there.",
        _ => null,
    };

    private static async Task<IResult> Handle(OpenCycleRequest request, Command call, Access access, CycleStore store, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var outOfReach = await store.Read(s => FirstOutOfReach(s, request.Units, access));

        var outcome = Decide(id, request, new Actor(call.Actor), outOfReach);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var opened = (CycleOpened)outcome.Events[0];
        var answer = Answer.Created($"/api/cycles/{id}", new CycleView(
            id, opened.Year, opened.Title, opened.Opener, opened.Deadline, opened.Template, opened.Chain, opened.Units));
        await store.Append(call, id, outcome.Events, answer, ct);
        return answer.ToResult();
    }

    private static async Task<Guid?> FirstOutOfReach(Session session, IReadOnlyList<Guid> units, Access access)
    {
        foreach (var unit in units.Take(MaxUnits))
            if (!(await access.May(session, Actions.CycleOpen, await Target.Of(session, unit, unit))).Allowed)
                return unit;
        return null;
    }
}
