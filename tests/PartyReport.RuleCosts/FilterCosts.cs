using System.Diagnostics;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;
using EventLog = PartyReport.Eventing.EventLog;

namespace PartyReport.RuleCosts;

/// <summary>Milliseconds of a list without and with the filter of one person, medians of the rounds.</summary>
internal sealed record FilterCost(string Engine, string Who, double Plain, double Filtered, IReadOnlyList<double> PlainRounds, IReadOnlyList<double> FilteredRounds);

/// <summary>
/// A list of 10^5 rows, one a unit, newest first, 200 on a page. The rows are those of the posts in the organisation's copy: they stand
/// for reports, with an index on the unit. Reading who somebody is and making the filter count as filter.
/// </summary>
internal static class FilterCosts
{
    private const int Committees = 100, Groups = 999, Rounds = 41;
    private static readonly DateOnly Since = new(2020, 1, 1), Today = new(2026, 3, 1);

    // Climbs from each row, as without the paths.
    private const string Climb =
        """
        exists (with recursive up(id, parent) as (
            select u.id, u.parent from organisation_unit u where u.id = r.unit
            union all select u.id, u.parent from organisation_unit u join up on u.id = up.parent)
        select 1 from up where up.id = @area)
        """;

    public static async Task<IReadOnlyList<FilterCost>> Measure(Engine engine, Options options)
    {
        await using var data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        await using var log = data.Open();
        var people = await Fill(log);
        if (data.Postgres is { } postgres) await postgres.AsOwner("analyze");
        var costs = new List<FilterCost>();
        foreach (var (who, person, area) in people)
        {
            var (plain, filtered) = (new List<double>(), new List<double>());
            for (var round = -3; round < Rounds; round++)
            {
                var without = await Time(log, s => List(s, "true", new Dictionary<string, object>()));
                var with = await Time(log, s => Filtered(s, person, area, options));
                if (round < 0) continue;
                plain.Add(without);
                filtered.Add(with);
            }
            costs.Add(new FilterCost(engine.ToString(), who, Median(plain), Median(filtered), plain, filtered));
        }
        return costs;
    }

    private static async Task<int> Filtered(Session session, Guid person, Guid area, Options options)
    {
        if (options.Sabotage == "climb") return await List(session, Climb, new Dictionary<string, object> { ["area"] = area });
        var filter = await UnitFilter.Of(session, await Standing.Of(session, person, Today), Actions.ReportList, "r.unit");
        return await List(session, filter.Condition, filter.Args);
    }

    private static async Task<int> List(Session session, string condition, IReadOnlyDictionary<string, object> args) => (await session.Query<Row>(
        $"""
        select r.id, r.unit, u.name, r.first_day as day from organisation_post r join organisation_unit u on u.id = r.unit
        where {condition} order by r.first_day desc, r.id limit 200
        """, args)).Count;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid Unit { get; init; }
        public string Name { get; init; } = "";
        public DateOnly Day { get; init; }
    }

    private static async Task<double> Time(EventLog log, Func<Session, Task<int>> list)
    {
        var start = Stopwatch.GetTimestamp();
        await log.Read(list);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // A county with committees, each with its groups; somebody in the county's office, in a committee and in a group.
    private static async Task<IReadOnlyList<(string Who, Guid Person, Guid Area)>> Fill(EventLog log)
    {
        var (county, office) = (Guid.NewGuid(), Guid.NewGuid());
        var units = new List<UnitRow> { new(county, UnitKinds.Committee, null), new(office, UnitKinds.Office, county) };
        for (var c = 0; c < Committees; c++)
        {
            var committee = Guid.NewGuid();
            units.Add(new(committee, UnitKinds.Committee, county));
            for (var g = 0; g < Groups; g++) units.Add(new(Guid.NewGuid(), UnitKinds.Group, committee));
        }
        var (middle, leaf) = (units[2], units[3]);
        (string Who, Guid Person, Guid Area)[] people = [("county", Guid.NewGuid(), county), ("committee", Guid.NewGuid(), middle.Id), ("group", Guid.NewGuid(), leaf.Id)];
        await Write(log, async s =>
        {
            foreach (var part in units.Chunk(5_000))
                await s.Execute("insert into organisation_unit_row (id, kind, name, parent) values (@Id, @Kind, 'unit', @Parent)", part);
            await s.Execute(UnitPaths.PlaceAll());
        });
        await Write(log, async s =>
        {
            foreach (var part in units.Select((u, i) => new PostRow(Guid.NewGuid(), Guid.NewGuid(), u.Id, PostRoles.Helper, Since.AddDays(i % 900))).Chunk(5_000))
                await s.Execute(Post, part);
            await s.Execute(Post, people.Select(p => new PostRow(Guid.NewGuid(), p.Person, p.Area == county ? office : p.Area, PostRoles.Clerk, Since)).ToArray());
        });
        return people;
    }

    private const string Post = "insert into organisation_post_row (id, person, unit, role, first_day) values (@Id, @Person, @Unit, @Role, @Day)";

    private static Task Write(EventLog log, Func<Session, Task> work) => log.Write(async s =>
    {
        await work(s);
        return 0;
    }, CancellationToken.None);

    private sealed record UnitRow(Guid Id, string Kind, Guid? Parent);

    private sealed record PostRow(Guid Id, Guid Person, Guid Unit, string Role, DateOnly Day);
}
