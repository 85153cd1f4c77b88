using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Units move, change their names, merge and close; over HTTP and a real database.</summary>
public abstract class UnitLifeTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Administrator = DemoCounty.Administrator, Group = DemoCounty.ReportingUnit;
    private static readonly Guid Education = DemoCounty.Id(0x13), Work = DemoCounty.Id(0x12), School = DemoCounty.Id(0x24);
    private static readonly DateOnly March = new(2026, 3, 1), April = new(2026, 4, 1);
    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.Start(
            await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly),
            DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        await _host.Services.SeedDemoCounty(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_unit_moves_and_the_tree_of_a_former_day_stays()
    {
        var reply = await Put(Group, "parent", new MoveUnitRequest(Education, March));

        reply.Status.ShouldBe(200, reply.Text);
        reply.ETag.ShouldBe("\"2\"");
        (await Unit(Group)).Parent.ShouldBe(Education);
        (await Unit(Group, "?asOf=2026-02-28")).Parent.ShouldBe(Work);
        (await Unit(Group, "?asOf=2026-03-01")).Parent.ShouldBe(Education);
        (await Below(Education, "2026-02-28")).ShouldNotContain("QH-GW-CZJ");
        (await Below(Education, "2026-03-01")).ShouldContain("QH-GW-CZJ");
    }

    [Fact]
    public async Task A_name_holds_from_its_day_on()
    {
        await Put(Group, "name", new RenameUnitRequest("青禾县财政局党委", March));
        await Put(Group, "name", new RenameUnitRequest("青禾县财政局委员会", April));

        (await Unit(Group, "?asOf=2026-02-28")).Name.ShouldBe("青禾县财政局党组");
        (await Unit(Group, "?asOf=2026-03-31")).Name.ShouldBe("青禾县财政局党委");
        (await Unit(Group)).ShouldBe(new UnitView(Group, "QH-GW-CZJ", "青禾县财政局委员会", UnitKinds.Group, Work, 3));
        (await Put(Group, "name", new RenameUnitRequest("旧", March))).Code.ShouldBe("unit.day-too-early");
        (await Put(Group, "name", new RenameUnitRequest("新", new DateOnly(2999, 1, 1)))).Code.ShouldBe("unit.day-ahead");
    }

    [Fact]
    public async Task A_unit_does_not_move_below_itself_nor_the_root_at_all()
    {
        (await Put(Work, "parent", new MoveUnitRequest(Group, March))).Code.ShouldBe("unit.cycle");
        (await Put(Work, "parent", new MoveUnitRequest(Work, March))).Code.ShouldBe("unit.cycle");
        (await Put(DemoCounty.Id(1), "parent", new MoveUnitRequest(Group, March))).Code.ShouldBe("unit.is-root");
        (await Put(Group, "parent", new MoveUnitRequest(Guid.NewGuid(), March))).Code.ShouldBe("unit.parent-unknown");
        (await _host.Put(Administrator, $"/api/units/{Group}/parent", new MoveUnitRequest(Education, March))).Code.ShouldBe("request.if-match-missing");
        (await _host.Put(DemoCounty.Clerk, $"/api/units/{Group}/parent", new MoveUnitRequest(Education, March), "\"1\"")).Code
            .ShouldBe("directory.not-administrator");
    }

    [Fact]
    public async Task A_move_from_an_earlier_day_makes_no_cycle_on_any_day_since()
    {
        await Put(Work, "parent", new MoveUnitRequest(Education, March));
        await Put(Work, "parent", new MoveUnitRequest(DemoCounty.Id(1), April));

        (await Put(Education, "parent", new MoveUnitRequest(Work, new DateOnly(2026, 2, 1)))).Code.ShouldBe("unit.cycle");
        (await Put(Education, "parent", new MoveUnitRequest(Work, April))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Two_moves_at_once_do_not_make_a_cycle()
    {
        var replies = await Task.WhenAll(
            Task.Run(() => Put(Work, "parent", new MoveUnitRequest(Education, March)), Ct),
            Task.Run(() => Put(Education, "parent", new MoveUnitRequest(Work, March)), Ct));

        replies.Select(r => r.Status).Order().ShouldBe([200, 409]);
        replies.Single(r => r.Status == 409).Code.ShouldBe("unit.cycle");
    }

    [Fact]
    public async Task A_merged_unit_is_closed_its_posts_end_and_somebody_answers_for_its_reports()
    {
        var reply = await Put(Group, "merger", new MergeUnitRequest(DemoCounty.Id(0x22), DemoCounty.Id(0x10a), April));

        reply.Status.ShouldBe(200, reply.Text);
        reply.Read<UnitView>().ShouldBe(new UnitView(
            Group, "QH-GW-CZJ", "青禾县财政局党组", UnitKinds.Group, Work, 2, April, DemoCounty.Id(0x22), DemoCounty.Id(0x10a)));
        (await Unit(Group)).ShouldBe(reply.Read<UnitView>());
        (await Posts(Group, "2026-03-31")).ShouldBe(3);
        (await Posts(Group, "2026-04-01")).ShouldBe(0);
        (await _host.Get(Administrator, $"/api/units/{Group}?asOf=2026-04-01")).Code.ShouldBe("unit.unknown");
        (await Unit(Group, "?asOf=2026-03-31")).Id.ShouldBe(Group);
        (await Put(Group, "name", new RenameUnitRequest("新", April))).Code.ShouldBe("unit.closed");
        (await _host.Post(Administrator, "/api/posts",
            new AssignPostRequest(DemoCounty.Helper, Group, PostRoles.Member, "委员", April))).Code.ShouldBe("post.unit-unknown");
    }

    [Fact]
    public async Task A_unit_is_closed_only_when_nothing_is_below_and_somebody_answers()
    {
        (await Put(Education, "closure", new CloseUnitRequest(DemoCounty.Clerk, April))).Code.ShouldBe("unit.has-units-below");
        (await Put(School, "closure", new CloseUnitRequest(Guid.NewGuid(), April))).Code.ShouldBe("unit.answering-unknown");
        (await Put(School, "closure", new CloseUnitRequest(DemoCounty.Id(0x10d), April))).Code.ShouldBe("unit.answering-unknown");
        (await Put(School, "closure", new CloseUnitRequest(DemoCounty.Clerk, April, School))).Code.ShouldBe("unit.successor-unknown");

        var closed = await Put(School, "closure", new CloseUnitRequest(DemoCounty.Clerk, April, Education));

        closed.Status.ShouldBe(200, closed.Text);
        (await Unit(School)).Successor.ShouldBe(Education);
        (await Put(Group, "parent", new MoveUnitRequest(School, April))).Code.ShouldBe("unit.parent-unknown");
    }

    [Fact]
    public async Task A_unit_that_is_closed_while_another_moves_below_it_stays_open_or_alone()
    {
        for (var round = 0; round < 3; round++)
        {
            var unit = (await _host.Post(Administrator, "/api/units", new AddUnitRequest($"T{round}", "临时", UnitKinds.Group, Work))).Read<UnitView>().Id;

            var replies = await Task.WhenAll(
                Task.Run(() => Put(unit, "closure", new CloseUnitRequest(DemoCounty.Clerk, April)), Ct),
                Task.Run(() => _host.Post(Administrator, "/api/units", new AddUnitRequest($"B{round}", "下级", UnitKinds.Branch, unit)), Ct));

            replies.Count(r => r.Status < 300).ShouldBe(1, string.Join('\n', replies.Select(r => r.Text)));
        }
    }

    private async Task<ModuleReply> Put(Guid unit, string what, object body)
    {
        var etag = (await _host.Get(Administrator, $"/api/units/{unit}")).ETag;
        return await _host.Put(Administrator, $"/api/units/{unit}/{what}", body, etag);
    }

    private async Task<UnitView> Unit(Guid unit, string query = "") => (await _host.Get(Administrator, $"/api/units/{unit}{query}")).Read<UnitView>();

    private async Task<IEnumerable<string>> Below(Guid unit, string day) =>
        (await _host.Get(Administrator, $"/api/units?parent={unit}&asOf={day}")).Read<List<UnitView>>().Select(u => u.Code);

    private async Task<int> Posts(Guid unit, string day) =>
        (await _host.Get(Administrator, $"/api/posts?unit={unit}&asOf={day}")).Read<List<PostView>>().Count;
}

public sealed class UnitLifeOnSqliteTests() : UnitLifeTests(Engine.Sqlite);

public sealed class UnitLifeOnPostgresTests() : UnitLifeTests(Engine.Postgres);
