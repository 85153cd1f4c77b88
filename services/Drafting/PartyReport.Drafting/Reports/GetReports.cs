using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Reports of the actor's own units, or those asked about by id, without their texts; newest cycle first.</summary>
internal static class GetReports
{
    public const int MostIds = 100;
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder reports) => reports.MapGet("/", Handle).WithName("GetReports")
        .Produces<List<ReportSummary>>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="id">Reports; repeated for each. One that the actor may not read is left out. Absent: all of the actor's own units.</param>
    private static async Task<IResult> Handle(Guid[] id, Actor actor, ReportStore store, TimeProvider clock)
    {
        if (id.Length > MostIds) return Refusal.Malformed("report.too-many-asked", $"At most {MostIds} reports are asked about at once.").ToProblem();
        var day = Day.Of(clock.GetUtcNow());
        return TypedResults.Ok(await store.Read(s => id is [] ? Own(s, actor.Person, day) : Readable(s, id, actor.Person, day)));
    }

    private static async Task<List<ReportSummary>> Own(Session session, Guid person, DateOnly day)
    {
        var units = (await OrganisationReplica.PostsOf(session, person, day)).Where(p => PostRoles.Reading.Contains(p.Role)).Select(p => p.Unit).Distinct();
        return await Read(session, "unit", units);
    }

    private static async Task<List<ReportSummary>> Readable(Session session, Guid[] ids, Guid person, DateOnly day)
    {
        var reports = await Read(session, "id", ids.Distinct());
        var units = new HashSet<Guid>();
        foreach (var unit in reports.Select(r => r.Unit).Distinct())
            if (await ReportStore.MayRead(session, person, unit, day)) units.Add(unit);
        return [.. reports.Where(r => units.Contains(r.Unit))];
    }

    private static async Task<List<ReportSummary>> Read(Session session, string column, IEnumerable<Guid> ids) => (await session.Query<Row>(
        $"""
        select r.id, r.cycle, r.unit, r.state, r.revision, v.at as savedat, c.year, c.title, c.deadline
        from report r join cycle c on c.id = r.cycle left join revision v on v.report = r.id and v.number = r.revision
        where r.{column} {session.InIds("ids")} order by c.year desc, r.id limit {Most}
        """, new { ids = Session.Ids(ids) })).ConvertAll(r => r.ToView());

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid Cycle { get; init; }
        public Guid Unit { get; init; }
        public string State { get; init; } = "";
        public int Revision { get; init; }
        public DateTimeOffset? SavedAt { get; init; }
        public int Year { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset Deadline { get; init; }

        public ReportSummary ToView() => new(Id, Cycle, Unit, State, Revision, SavedAt, Year, Title, Deadline);
    }
}
