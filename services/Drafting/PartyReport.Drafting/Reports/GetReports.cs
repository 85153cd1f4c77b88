using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Reports of the actor's own units, or all that the actor may see, or those asked about by id, without their texts; newest cycle first.</summary>
internal static class GetReports
{
    public const int MostIds = 100;
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder reports) => reports.MapGet("/", Handle).WithName("GetReports").Does(Actions.ReportList)
        .Produces<List<ReportSummary>>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="id">Reports; repeated for each. One that the actor may not see is left out. Absent: those of the actor's own units.</param>
    /// <param name="all">Without ids: all reports that the actor may see, not only those of own units.</param>
    private static async Task<IResult> Handle(Guid[] id, Access access, ReportStore store, bool all = false)
    {
        if (id.Length > MostIds) return Refusal.Malformed("report.too-many-asked", $"At most {MostIds} reports are asked about at once.").ToProblem();
        return TypedResults.Ok(await store.Read(async s => (id, all) switch
        {
            ([], true) => await Listed(s, access, "true", []),
            ([], false) => await Listed(s, access, $"r.unit {s.InIds("ids")}", (await access.Standing(s)).Posts.Select(p => p.Unit)),
            _ => await Asked(s, store, access, id),
        }));
    }

    private static async Task<List<ReportSummary>> Listed(Session session, Access access, string which, IEnumerable<Guid> ids)
    {
        var filter = await UnitFilter.Of(session, await access.Standing(session), Actions.ReportList, "r.unit");
        return await Read(session, access, $"{which} and {filter.Condition}", new Dictionary<string, object>(filter.Args) { ["ids"] = Session.Ids(ids.Distinct()) });
    }

    // A seat in the chain is no matter of units. Seeing that a report is there is not reading it, so nothing is taken down.
    private static async Task<List<ReportSummary>> Asked(Session session, ReportStore store, Access access, Guid[] ids)
    {
        var (standing, seen) = (await access.Standing(session), new List<Guid>());
        foreach (var id in ids.Distinct())
            if (await store.TargetOf(session, id, access.Day) is { } target && Authority.Allow(standing, Actions.ReportRead, target).Allowed) seen.Add(id);
        return await Read(session, access, $"r.id {session.InIds("ids")}", new Dictionary<string, object> { ["ids"] = Session.Ids(seen) });
    }

    private static async Task<List<ReportSummary>> Read(Session session, Access access, string which, Dictionary<string, object> args)
    {
        var rows = await session.Query<Row>(
            $"""
            select r.id, r.cycle, r.unit, r.state, r.revision, v.at as savedat, c.year, c.title, c.deadline
            from report r join cycle c on c.id = r.cycle left join revision v on v.report = r.id and v.number = r.revision
            where {which} order by c.year desc, r.id limit {Most}
            """, args);
        var written = await Written(session, access, rows);
        return rows.ConvertAll(r => r.ToView(written.Contains(r.Id)));
    }

    private static async Task<HashSet<Guid>> Written(Session session, Access access, List<Row> rows)
    {
        var filter = await UnitFilter.Of(session, await access.Standing(session), Actions.ReportWrite, "r.unit");
        if (rows is [] || filter.Condition == "false") return [];
        var args = new Dictionary<string, object>(filter.Args) { ["ids"] = Session.Ids(rows.Select(r => r.Id)) };
        return [.. await session.Query<Guid>($"select r.id from report r where r.id {session.InIds("ids")} and {filter.Condition}", args)];
    }

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

        public ReportSummary ToView(bool mayWrite) => new(Id, Cycle, Unit, State, Revision, SavedAt, Year, Title, Deadline, mayWrite);
    }
}
