using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Puts a unit, with all below it, under another one.</summary>
internal static class MoveUnit
{
    public static void Map(IEndpointRouteBuilder units) =>
        units.MapPut("/{id:guid}/parent", Handle).WithName("MoveUnit").Does(Actions.UnitChange).Produces<UnitView>();

    /// <param name="Parent">The unit above that is asked for.</param>
    /// <param name="Below">It is the unit itself or stands below it, on some day that the move would hold.</param>
    internal sealed record Known(UnitChange Change, UnitRow? Parent, bool Below);

    public static Outcome Decide(Known known, Command call, MoveUnitRequest request) => known switch
    {
        _ when known.Change.Refuse(call, request.From) is { } refusal => refusal,
        { Change.Unit.Parent: null } => Refusal.Conflict("unit.is-root", "The root of the tree stays where it is."),
        { Parent: null or { ClosedFrom: not null } } => Refusal.Invalid("unit.parent-unknown", "parent: there is no such unit."),
        { Below: true } => Refusal.Conflict("unit.cycle", "parent: that unit stands below this one on some day from then on."),
        _ when request.Parent == known.Change.Unit!.Parent => Outcome.NothingToDo,
        _ => Outcome.Of(new UnitMoved(known.Change.Unit!.Id, request.Parent, request.From, known.Change.Unit.Version + 1)),
    };

    /// <summary>Looks at former places too: a move that holds from an earlier day must not make a cycle on any day since.</summary>
    public static Task<bool> IsBelow(Session session, Guid unit, Guid candidate, DateOnly from) => session.Scalar<bool>(
        """
        with recursive above(id) as (
            select id from unit_row where id = @candidate
            union
            select edge.parent from above a join (
                select id, parent from unit_row
                union all
                select unit as id, parent from unit_period where last_day >= @from) edge on edge.id = a.id
            where edge.parent is not null)
        select exists (select 1 from above where id = @unit)
        """, new { unit, candidate, from });

    private static async Task<IResult> Handle(Guid id, MoveUnitRequest request, Command call, Access access, DirectoryStore store, CancellationToken ct)
    {
        var known = await store.Read(async s => new Known(
            await UnitChange.Of(s, id, access), await UnitRow.Find(s, request.Parent), await IsBelow(s, id, request.Parent, request.From)));

        var outcome = Decide(known, call, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        return await store.Change(call, known.Change.Unit!, outcome, u => u with { Parent = request.Parent }, ct);
    }
}
