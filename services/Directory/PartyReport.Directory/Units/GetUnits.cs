using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>The unit tree as it was on a day, a page at a time in the order of the codes.</summary>
internal static class GetUnits
{
    private const int MaxPage = 1_000;

    /// <summary>The units that are there on the day <c>@day</c>, with the names and places they have then.</summary>
    internal const string OnDay =
        """
        (select u.id, u.code, coalesce(p.name, u.name) as name, u.kind, case when p.unit is null then u.parent else p.parent end as parent,
                u.version, u.imported, u.since, u.closed_from as closedfrom, u.successor, u.answering
         from unit u left join unit_period p on p.unit = u.id and p.first_day <= @day and p.last_day >= @day
         where (u.since <= @day or p.unit is not null) and (u.closed_from is null or u.closed_from > @day))
        """;

    public static void Map(IEndpointRouteBuilder units)
    {
        units.MapGet("/", List).WithName("GetUnits").Does(Actions.UnitRead).Produces<List<UnitView>>();
        units.MapGet("/{id:guid}", One).WithName("GetUnit").Does(Actions.UnitRead).Produces<UnitView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="after">Code of the last unit of the page before; absent for the first page.</param>
    /// <param name="limit">1–1,000 units; 1,000 when absent.</param>
    /// <param name="asOf">The day asked about; today when absent.</param>
    /// <param name="parent">Only units right below this one; absent: all.</param>
    private static Task<IResult> List(
        Access access, DirectoryStore store, TimeProvider clock, string? after = null, int limit = MaxPage, DateOnly? asOf = null, Guid? parent = null) =>
        store.Read(async s =>
        {
            var today = Day.Of(clock.GetUtcNow());
            if (await DirectoryStore.MayNotRead(s, access, Actions.UnitRead) is { } refusal) return refusal.ToProblem();
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return TypedResults.Ok((await s.Query<UnitRow>(
                $"""
                select * from {OnDay} units where code > @after {(parent is null ? "" : "and parent = @parent")} order by code limit @limit
                """,
                new { after = after ?? "", parent, limit = Math.Clamp(limit, 1, MaxPage), day = asOf ?? today })).ConvertAll(u => u.ToView()));
        });

    /// <param name="asOf">The day asked about; absent: as it stands, also when it is closed.</param>
    private static Task<IResult> One(
        Guid id, Access access, DirectoryStore store, HttpContext context, DateOnly? asOf = null) => store.Read(async s =>
    {
        if (await DirectoryStore.MayNotRead(s, access, Actions.UnitRead, id) is { } refusal) return refusal.ToProblem();
        var unit = asOf is { } day
            ? await s.First<UnitRow>($"select * from {OnDay} units where id = @id", new { id, day })
            : await UnitRow.Find(s, id);
        if (unit is null) return Refusal.NotFound("unit.unknown", "There is no such unit.").ToProblem();
        context.Response.Headers.ETag = unit.ETag;
        return TypedResults.Ok(unit.ToView());
    });
}
