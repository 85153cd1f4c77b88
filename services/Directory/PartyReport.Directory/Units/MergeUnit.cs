using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Closes a unit that goes into another one, which goes on with its work.</summary>
internal static class MergeUnit
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPut("/{id:guid}/merger", Handle).WithName("MergeUnit").Does(Actions.UnitChange).Produces<UnitView>();

    public static Outcome Decide(CloseUnit.Known known, Command call, MergeUnitRequest request) =>
        CloseUnit.Refuse(known, call, request.Into, request.From) is { } refusal
            ? refusal
            : Outcome.Of([
                new UnitMerged(known.Change.Unit!.Id, request.Into, request.Answering, request.From, known.Change.Unit.Version + 1),
                .. UnitChange.End(known.Posts, request.From)]);

    private static async Task<IResult> Handle(Guid id, MergeUnitRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var known = await store.Read(s => CloseUnit.Look(s, id, request.Into, request.Answering, request.From, access));

        var outcome = Decide(known, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        return await store.Change(call, known.Change.Unit!, outcome, known.Posts,
            u => u with { ClosedFrom = request.From, Successor = request.Into, Answering = request.Answering }, ct);
    }
}
