using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

public abstract class FileReportTests(Engine engine)
{
    [Fact]
    public async Task Approved_reports_get_numbers_without_gaps()
    {
        await using var rig = await Rig.Make(engine);

        foreach (var report in new[] { Events.Id(11), Events.Id(12), Events.Id(13) })
        {
            var approved = Rig.Deliver("review", report, 1, Events.Approved(report));
            await rig.Hear(approved);
            await rig.Hear(approved);
        }
        await rig.HearItself();

        (await rig.Log.Read(s => s.Query<Guid>("select report from filing order by number")))
            .ShouldBe([Events.Id(11), Events.Id(12), Events.Id(13)]);
        (await rig.Ask<long>("select max(number) from filing")).ShouldBe(3);
        (await rig.Leaves()).ShouldBe(["0 review/1", "1 review/1", "2 review/1", "3 archive/1", "4 archive/1", "5 archive/1"]);
    }

    [Fact]
    public async Task Approvals_of_one_slice_get_numbers_in_their_order_and_each_report_one()
    {
        await using var rig = await Rig.Make(engine);
        var (first, second) = (Rig.Deliver("review", Events.Id(11), 1, Events.Approved(Events.Id(11))),
            Rig.Deliver("review", Events.Id(12), 1, Events.Approved(Events.Id(12))));

        await rig.Hear(second, first, second);
        await rig.Hear(first);

        (await rig.Log.Read(s => s.Query<Guid>("select report from filing order by number"))).ShouldBe([Events.Id(12), Events.Id(11)]);
        (await rig.Ask<int>("select max(number) from filing")).ShouldBe(2);
        (await rig.Ask<int>("select count(*) from event")).ShouldBe(2);
    }
}

public sealed class FileReportOnSqliteTests() : FileReportTests(Engine.Sqlite);

public sealed class FileReportOnPostgresTests() : FileReportTests(Engine.Postgres);
