using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Units;

/// <summary>Who leads a unit or a person: the secretaries on the way up to the root, and who acts for them.</summary>
internal static class GetLeaders
{
    public static void Map(IEndpointRouteBuilder units, IEndpointRouteBuilder people)
    {
        units.MapGet("/{id:guid}/leaders", OfUnit).WithName("GetLeadersOfUnit").Does(Actions.UnitRead).Produces<List<LeaderView>>().ProducesProblem(StatusCodes.Status404NotFound);
        people.MapGet("/{id:guid}/leaders", OfPerson).WithName("GetLeadersOfPerson").Does(Actions.PersonRead).Produces<List<LeaderView>>();
    }

    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> OfUnit(Guid id, Access access, DirectoryStore store, TimeProvider clock, DateOnly? asOf = null) => store.Read(async s =>
    {
        var day = asOf ?? Day.Of(clock.GetUtcNow());
        if (await DirectoryStore.MayNotRead(s, access, Actions.UnitRead, id) is { } refusal) return refusal.ToProblem();
        return await UnitRow.Find(s, id) is null
            ? Refusal.NotFound("unit.unknown", "There is no such unit.").ToProblem()
            : TypedResults.Ok(await Above(s, "select id, 0 from days where id = @id", id, day));
    });

    /// <summary>Of all units that the person holds a post in. A secretary is not led by himself.</summary>
    /// <param name="asOf">The day asked about; today when absent.</param>
    private static Task<IResult> OfPerson(Guid id, Access access, DirectoryStore store, TimeProvider clock, DateOnly? asOf = null) => store.Read(async s =>
    {
        var day = asOf ?? Day.Of(clock.GetUtcNow());
        if (await DirectoryStore.MayNotRead(s, access, Actions.PersonRead, id) is { } refusal) return refusal.ToProblem();
        var leaders = await Above(s,
            $"select u.id, 0 from days u where u.id in (select unit from post where person = @id and {DirectoryStore.Held})", id, day);
        leaders.RemoveAll(l => l.Person == id);
        return TypedResults.Ok(leaders);
    });

    private static async Task<List<LeaderView>> Above(Session session, string start, Guid id, DateOnly day) => (await session.Query<LeaderRow>(
        $"""
        with recursive days as {GetUnits.OnDay}, lineage(id, height) as (
            {start}
            union
            select u.parent, l.height + 1 from lineage l join days u on u.id = l.id where u.parent is not null and l.height < 32),
        near as (select id, min(height) as height from lineage group by id),
        filled as (select * from post where {DirectoryStore.Held})
        select n.id as unit, p.id as post, p.person, p.title, n.height, null as actingfor, 0 as rank from near n
        join filled p on p.unit = n.id and p.role = @secretary
        union all
        select n.id, a.id, a.person, a.title, n.height, p.id, 1 from near n
        join post p on p.unit = n.id and p.role = @secretary
        join deputy d on d.post = p.id and d.first_day <= @day and d.last_day >= @day
        join filled a on a.id = d.acting
        order by 5, 1, 7, 2, 6
        """, new { id, day, secretary = PostRoles.Secretary })).ConvertAll(l => l.ToView());

    private sealed record LeaderRow
    {
        public Guid Unit { get; init; }
        public Guid Post { get; init; }
        public Guid Person { get; init; }
        public string Title { get; init; } = "";
        public int Height { get; init; }
        public Guid? ActingFor { get; init; }

        public LeaderView ToView() => new(Unit, Post, Person, Title, Height, ActingFor);
    }
}
