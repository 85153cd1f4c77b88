using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Gives a unit another name; its code stays.</summary>
internal static class RenameUnit
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPut("/{id:guid}/name", Handle).WithName("RenameUnit").Does(Actions.UnitChange).Produces<UnitView>();

    public static Outcome Decide(UnitChange change, Command call, RenameUnitRequest request) => request switch
    {
        _ when change.Refuse(call, request.From) is { } refusal => refusal,
        { Name.Length: 0 or > 200 } => Refusal.Invalid("unit.name-length", "name: 1 to 200 characters."),
        _ when !PlainText.IsClean(request.Name) => PlainText.NotClean("name"),
        _ when request.Name == change.Unit!.Name => Outcome.NothingToDo,
        _ => Outcome.Of(new UnitRenamed(change.Unit!.Id, request.Name, request.From, change.Unit.Version + 1)),
    };

    private static async Task<IResult> Handle(Guid id, RenameUnitRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var change = await store.Read(s => UnitChange.Of(s, id, access));

        var outcome = Decide(change, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        return await store.Change(call, change.Unit!, outcome, u => u with { Name = request.Name }, ct);
    }
}
