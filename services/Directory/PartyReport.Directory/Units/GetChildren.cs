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
        units.MapGet("/roots", Roots).WithName("GetRootUnits").Does(Actions.UnitRead).Produces<List<UnitView>>();
        units.MapGet("/{id:guid}/children", Below).WithName("GetUnitsBelow").Does(Actions.UnitRead)
            .Produces<List<UnitView>>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> Roots(Access access, DirectoryStore store, TimeProvider clock) =>
        IfReader(access, store, async s => TypedResults.Ok(await Read(s, "parent is null", null, "", clock)));

    /// <param name="after">Code of the last unit of the page before; absent for the first page of 200.</param>
    private static Task<IResult> Below(Guid id, Access access, DirectoryStore store, TimeProvider clock, string? after = null) =>
        IfReader(access, store, async s =>
        {
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return await s.Scalar<bool>("select exists (select 1 from unit where id = @id)", new { id })
                ? TypedResults.Ok(await Read(s, "parent = @id and code > @after", id, after ?? "", clock))
                : Refusal.NotFound("unit.unknown", "There is no such unit.").ToProblem();
        });

    private static Task<IResult> IfReader(Access access, DirectoryStore store, Func<Session, Task<IResult>> answer) =>
        store.Read(async s => await DirectoryStore.MayNotRead(s, access, Actions.UnitRead) is { } refusal
            ? refusal.ToProblem()
            : await answer(s));

    private static async Task<List<UnitView>> Read(Session session, string which, Guid? id, string after, TimeProvider clock) =>
        (await session.Query<UnitRow>(
            $"select * from {GetUnits.OnDay} units where {which} order by code limit {MaxPage}",
            new { id, after, day = Day.Of(clock.GetUtcNow()) })).ConvertAll(u => u.ToView());
}
