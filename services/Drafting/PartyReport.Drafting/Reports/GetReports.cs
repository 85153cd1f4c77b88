using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Reports of the actor's own units, or those asked about by id, without their texts; newest cycle first.</summary>
internal static class GetReports
{
    public const int MostIds = 100;
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder reports) => reports.MapGet("/", Handle).WithName("GetReports").Does(Actions.ReportRead)
        .Produces<List<ReportSummary>>().ProducesProblem(StatusCodes.Status400BadRequest);

    /// <param name="id">Reports; repeated for each. One that the actor may not read is left out. Absent: all of the actor's own units.</param>
    private static async Task<IResult> Handle(Guid[] id, Access access, ReportStore store)
    {
        if (id.Length > MostIds) return Refusal.Malformed("report.too-many-asked", $"At most {MostIds} reports are asked about at once.").ToProblem();
        return TypedResults.Ok(await store.Read(async s => id is []
            ? await Read(s, "unit", (await access.Standing(s)).Posts.Select(p => p.Unit), access)
            : await Read(s, "id", id, access)));
    }

    private static async Task<List<ReportSummary>> Read(Session session, string column, IEnumerable<Guid> ids, Access access)
    {
        var filter = await UnitFilter.Of(session, await access.Standing(session), Actions.ReportRead, "r.unit");
        var args = new Dictionary<string, object>(filter.Args) { ["ids"] = Session.Ids(ids.Distinct()) };
        return (await session.Query<Row>(
            $"""
            select r.id, r.cycle, r.unit, r.state, r.revision, v.at as savedat, c.year, c.title, c.deadline
            from report r join cycle c on c.id = r.cycle left join revision v on v.report = r.id and v.number = r.revision
            where r.{column} {session.InIds("ids")} and {filter.Condition} order by c.year desc, r.id limit {Most}
            """, args)).ConvertAll(r => r.ToView());
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

        public ReportSummary ToView() => new(Id, Cycle, Unit, State, Revision, SavedAt, Year, Title, Deadline);
    }
}
