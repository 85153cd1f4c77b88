using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>The tree one level at a time: the root, and the units directly below one.</summary>
internal static class GetChildren
{
    private const int MaxPage = 200;

    public static void Map(IEndpointRouteBuilder units)
    {
        units.MapGet("/roots", Roots).WithName("GetRootUnits").Produces<List<UnitView>>().ProducesProblem(StatusCodes.Status403Forbidden);
        units.MapGet("/{id:guid}/children", Below).WithName("GetUnitsBelow")
            .Produces<List<UnitView>>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> Roots(Actor actor, DirectoryStore store, TimeProvider clock) =>
        IfReader(actor, store, clock, async s => TypedResults.Ok(await Read(s, "parent is null", new { })));

    /// <param name="after">Code of the last unit of the page before; absent for the first page of 200.</param>
    private static Task<IResult> Below(Guid id, Actor actor, DirectoryStore store, TimeProvider clock, string? after = null) =>
        IfReader(actor, store, clock, async s =>
        {
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return await s.Scalar<bool>("select exists (select 1 from unit where id = @id)", new { id })
                ? TypedResults.Ok(await Read(s, "parent = @id and code > @after", new { id, after = after ?? "" }))
                : Refusal.NotFound("unit.unknown", "There is no such unit.").ToProblem();
        });

    private static Task<IResult> IfReader(Actor actor, DirectoryStore store, TimeProvider clock, Func<Session, Task<IResult>> answer) =>
        store.Read(async s => await DirectoryStore.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow())) is { } refusal
            ? refusal.ToProblem()
            : await answer(s));

    private static async Task<List<UnitView>> Read(Session session, string which, object args) => (await session.Query<GetUnits.UnitRow>(
        $"select id, code, name, kind, parent from unit where {which} order by code limit {MaxPage}", args)).ConvertAll(u => u.ToView());
}
