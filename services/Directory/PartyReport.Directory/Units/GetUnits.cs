using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>The unit tree, a page at a time in the order of the codes.</summary>
internal static class GetUnits
{
    private const int MaxPage = 1_000;

    public static void Map(IEndpointRouteBuilder units)
    {
        units.MapGet("/", List).WithName("GetUnits").Produces<List<UnitView>>().ProducesProblem(StatusCodes.Status403Forbidden);
        units.MapGet("/{id:guid}", One).WithName("GetUnit").Produces<UnitView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="after">Code of the last unit of the page before; absent for the first page.</param>
    /// <param name="limit">1–1,000 units; 1,000 when absent.</param>
    private static Task<IResult> List(Actor actor, DirectoryStore store, TimeProvider clock, string? after = null, int limit = MaxPage) =>
        store.Read(async s =>
        {
            if (await DirectoryStore.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow())) is { } refusal) return refusal.ToProblem();
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return TypedResults.Ok((await s.Query<UnitRow>(
                "select id, code, name, kind, parent from unit where code > @after order by code limit @limit",
                new { after = after ?? "", limit = Math.Clamp(limit, 1, MaxPage) })).ConvertAll(u => u.ToView()));
        });

    private static Task<IResult> One(Guid id, Actor actor, DirectoryStore store, TimeProvider clock) => store.Read(async s =>
    {
        if (await DirectoryStore.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow())) is { } refusal) return refusal.ToProblem();
        return await s.First<UnitRow>("select id, code, name, kind, parent from unit where id = @id", new { id }) is { } unit
            ? TypedResults.Ok(unit.ToView())
            : Refusal.NotFound("unit.unknown", "There is no such unit.").ToProblem();
    });

    internal sealed record UnitRow
    {
        public Guid Id { get; init; }
        public string Code { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public Guid? Parent { get; init; }

        public UnitView ToView() => new(Id, Code, Name, Kind, Parent);
    }
}
