using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Cycles;

/// <summary>Cycles that call the actor's own units, or all of them, with the reports that the actor may start.</summary>
internal static class GetCycles
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder cycles) => cycles.MapGet("/", Handle).WithName("GetCycles").Does(Actions.CycleRead).Produces<CyclesView>();

    /// <param name="all">All cycles, not only those that call own units.</param>
    private static Task<IResult> Handle(Access access, CycleStore store, bool all = false) => store.Read(async s =>
    {
        if (!(await access.May(s, Actions.CycleRead)).Allowed)
            return Refusal.Forbidden("cycle.not-yours", "Only holders of a post read cycles.").ToProblem();
        var standing = await access.Standing(s);
        var toStart = (await ToStart(s, standing)).ToLookup(c => c.Cycle, c => c.Unit);
        return Results.Ok(new CyclesView(
            (await Listed(s, standing, all)).ConvertAll(c => c.ToView([.. toStart[c.Id]])), await CallsBelow(s, standing)));
    });

    private static Task<List<Row>> Listed(Session session, Standing standing, bool all) => session.Query<Row>(
        $"""
        select c.id, c.year, c.title, c.deadline, (select count(*) from called d where d.cycle = c.id) as units
        from cycle c where {(all ? "true" : $"c.id in (select d.cycle from called d where d.unit {session.InIds("own")})")}
        order by c.year desc, c.deadline desc, c.id limit {Most}
        """, new { own = Session.Ids(standing.Posts.Select(p => p.Unit).Distinct()) });

    private static async Task<List<Called>> ToStart(Session session, Standing standing)
    {
        var filter = await UnitFilter.Of(session, standing, Actions.ReportStart, "d.unit");
        return await session.Query<Called>(
            $"""
            select d.cycle, d.unit from called d left join report r on r.cycle = d.cycle and r.unit = d.unit
            where r.id is null and {filter.Condition} order by d.cycle, d.unit
            """, filter.Args);
    }

    // The rules are asked about a unit that might be there, directly below: whoever may call that one may call all of them.
    private static async Task<List<Guid>> CallsBelow(Session session, Standing standing)
    {
        var below = new List<Guid>();
        foreach (var unit in standing.Posts.Select(p => p.ActsFor ?? p.Unit).Distinct())
            if (Authority.Allow(standing, Actions.CycleOpen, new Target { Lineage = [Guid.Empty, .. await OrganisationReplica.LineageOf(session, unit)] }).Allowed)
                below.Add(unit);
        return below;
    }

    private sealed record Called
    {
        public Guid Cycle { get; init; }
        public Guid Unit { get; init; }
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Year { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset Deadline { get; init; }
        public int Units { get; init; }

        public CycleSummary ToView(IReadOnlyList<Guid> toStart) => new(Id, Year, Title, Deadline, Units, toStart);
    }
}
