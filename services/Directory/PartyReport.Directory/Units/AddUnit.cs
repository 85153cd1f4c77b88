using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Adds a unit to the tree.</summary>
internal static class AddUnit
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPost("/", Handle).WithName("AddUnit").Does(Actions.UnitChange).Produces<UnitView>(StatusCodes.Status201Created);

    /// <summary>What the decision needs to know of the tree.</summary>
    internal sealed record Tree(bool MayAdminister, bool CodeTaken, bool ParentKnown, bool HasRoot, bool Importing = false);

    public static Outcome Decide(Tree tree, AddUnitRequest request, Guid id, DateOnly today) => request switch
    {
        _ when !tree.MayAdminister => DirectoryStore.NotAdministrator,
        _ when tree.Importing => DirectoryStore.ImportRunning,
        _ when request.From > today => UnitChange.DayAhead,
        { Code.Length: 0 or > 32 } => Refusal.Invalid("unit.code-length", "code: 1 to 32 characters."),
        { Name.Length: 0 or > 200 } => Refusal.Invalid("unit.name-length", "name: 1 to 200 characters."),
        _ when !PlainText.IsClean(request.Code + request.Name) => PlainText.NotClean("code, name"),
        _ when !UnitKinds.All.Contains(request.Kind) =>
            Refusal.Invalid("unit.kind-unknown", $"kind: one of {string.Join(", ", UnitKinds.All)}."),
        { Parent: null } when tree.HasRoot => Refusal.Invalid("unit.parent-missing", "parent: the tree has a root already; name the unit above."),
        { Parent: not null } when !tree.ParentKnown => Refusal.Invalid("unit.parent-unknown", "parent: there is no such unit."),
        _ when tree.CodeTaken => Refusal.Conflict("unit.code-taken", $"Another unit has the code {request.Code}."),
        _ => Outcome.Of(new UnitAdded(id, request.Code, request.Name, request.Kind, request.Parent, request.From)),
    };

    private static async Task<IResult> Handle(AddUnitRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        var tree = await store.Read(async s => new Tree(
            await DirectoryStore.May(s, access, Actions.UnitChange),
            // A code that is refused anyway may hold what a database does not take.
            PlainText.IsClean(request.Code) && await s.Scalar<bool>("select exists (select 1 from unit_row where code = @Code)", request),
            await s.Scalar<bool>("select exists (select 1 from unit where id = @Parent and closed_from is null)", request),
            await s.Scalar<bool>("select exists (select 1 from unit where parent is null)"),
            await DirectoryStore.IsImporting(s)));

        var outcome = Decide(tree, request, id, Day.Of(call.At));
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Created($"/api/units/{id}", new UnitView(id, request.Code, request.Name, request.Kind, request.Parent), "\"1\"");
        await store.Append(call, id, 0, outcome.Events, answer, ct);
        return answer.ToResult();
    }
}
