using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Drafting.Tests.Reports;

/// <summary>Lists of reports: those of the actor's units, and those asked about by id that the actor may read.</summary>
public abstract class GetReportsTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Committee = Guid.NewGuid(), Office = Guid.NewGuid(), First = Guid.NewGuid(), Second = Guid.NewGuid();
    private static readonly Guid Clerk = Guid.NewGuid(), Secretary = Guid.NewGuid(), Other = Guid.NewGuid(), Auditor = Guid.NewGuid(), Nobody = Guid.NewGuid();
    private ModuleHost _host = null!;
    private Guid _mine, _others;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.Start(
            await ModuleData.Create(engine, DraftingModule.Name, typeof(OrganisationReplica).Assembly, typeof(DraftingModule).Assembly),
            DraftingModule.Name, (services, config) => services.AddDrafting(config), routes => routes.MapDrafting(), "directory", "review");
        await _host.Happens(Committee, new UnitAdded(Committee, "C", "县委", UnitKinds.Committee));
        await _host.Happens(Office, new UnitAdded(Office, "O", "组织部", UnitKinds.Office, Committee));
        await _host.Happens(First, new UnitAdded(First, "A", "甲党组", UnitKinds.Group, Committee));
        await _host.Happens(Second, new UnitAdded(Second, "B", "乙党组", UnitKinds.Group, Committee));
        foreach (var (person, unit, role) in new[]
            { (Clerk, Office, PostRoles.Clerk), (Secretary, First, PostRoles.Secretary), (Other, Second, PostRoles.Secretary), (Auditor, Office, PostRoles.Auditor) })
            await _host.Happens(person, new PostAssigned(person, person, unit, role, "职务", new DateOnly(2020, 1, 1)));
        var cycle = (await _host.Post(Clerk, "/api/cycles", new OpenCycleRequest(
            2026, "2026年度", DateTimeOffset.UnixEpoch, [], [new Stage("初审", PostRoles.Member, StageRelations.Own, StageRules.Any)], [First, Second]))).Read<CycleView>().Id;
        _mine = (await _host.Post(Secretary, "/api/reports", new StartReportRequest(cycle, First))).Read<ReportView>().Id;
        _others = (await _host.Post(Other, "/api/reports", new StartReportRequest(cycle, Second))).Read<ReportView>().Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_list_has_the_reports_of_the_actors_own_units_with_their_cycle()
    {
        await _host.Post(Secretary, $"/api/reports/{_mine}/import?baseRevision=0", Encoding.UTF8.GetBytes("一、问题\n甲。\n"));

        var mine = (await List(Secretary, "")).Single();

        (mine.Id, mine.Unit, mine.State, mine.Revision, mine.Year, mine.Title).ShouldBe((_mine, First, "draft", 1, 2026, "2026年度"));
        mine.SavedAt.ShouldNotBeNull();
        (await List(Other, "")).Single().SavedAt.ShouldBeNull();
        (await List(Clerk, "")).ShouldBeEmpty();
        (await List(Nobody, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_reports_asked_about_only_those_are_told_that_the_actor_may_read()
    {
        var query = $"?id={_mine}&id={_others}&id={Guid.NewGuid()}";

        (await List(Secretary, query)).Select(r => r.Id).ShouldBe([_mine]);
        (await List(Nobody, query)).ShouldBeEmpty();
        foreach (var person in new[] { Clerk, Auditor }) (await List(person, query)).Select(r => r.Id).ShouldBe([_mine, _others], ignoreOrder: true);
    }

    [Fact]
    public async Task Too_many_at_once_are_refused()
    {
        var query = string.Join('&', Enumerable.Range(0, 101).Select(_ => $"id={Guid.NewGuid()}"));

        (await _host.Get(Secretary, $"/api/reports?{query}")).Code.ShouldBe("report.too-many-asked");
    }

    private async Task<List<ReportSummary>> List(Guid person, string query) => (await _host.Get(person, $"/api/reports{query}")).Read<List<ReportSummary>>();
}

public sealed class GetReportsOnSqliteTests() : GetReportsTests(Engine.Sqlite);

public sealed class GetReportsOnPostgresTests() : GetReportsTests(Engine.Postgres);
