using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Drafting.Tests.Cycles;

/// <summary>Lists of cycles, what can be started in them, and who may open another one.</summary>
public abstract class GetCyclesTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Committee = Guid.NewGuid(), Office = Guid.NewGuid(), First = Guid.NewGuid(), Second = Guid.NewGuid();
    private static readonly Guid Clerk = Guid.NewGuid(), Secretary = Guid.NewGuid(), Member = Guid.NewGuid(), Other = Guid.NewGuid(), Nobody = Guid.NewGuid();
    private static readonly Guid Double = Guid.NewGuid();
    private ModuleHost _host = null!;
    private Guid _both, _second;

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
        {
            (Clerk, Office, PostRoles.Clerk), (Secretary, First, PostRoles.Secretary), (Member, First, PostRoles.Member),
            (Other, Second, PostRoles.Helper), (Double, Office, PostRoles.Clerk), (Double, First, PostRoles.Secretary), (Double, Committee, PostRoles.Auditor),
        })
        {
            var post = Guid.NewGuid();
            await _host.Happens(post, new PostAssigned(post, person, unit, role, "职务", new DateOnly(2020, 1, 1)));
        }
        (_both, _second) = (await Open(2026, First, Second), await Open(2025, Second));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_list_has_the_cycles_that_call_own_units_and_all_has_all_newest_first()
    {
        (await List(Secretary)).Cycles.Select(c => (c.Id, c.Year, c.Units)).ShouldBe([(_both, 2026, 2)]);
        (await List(Other)).Cycles.Select(c => c.Id).ShouldBe([_both, _second]);
        (await List(Clerk)).Cycles.ShouldBeEmpty();
        (await List(Clerk, "?all=true")).Cycles.Select(c => c.Id).ShouldBe([_both, _second]);
    }

    [Fact]
    public async Task Only_writers_of_a_called_unit_are_told_to_start_and_only_until_somebody_has()
    {
        (await List(Secretary)).Cycles.Single().ToStart.ShouldBe([First]);
        foreach (var person in new[] { Member, Double, Clerk })
            (await List(person, "?all=true")).Cycles.ShouldAllBe(c => c.ToStart.Count == 0);

        await _host.Post(Secretary, "/api/reports", new StartReportRequest(_both, First));

        (await List(Secretary)).Cycles.Single().ToStart.ShouldBeEmpty();
        (await List(Other)).Cycles.ShouldAllBe(c => c.ToStart.Single() == Second);
    }

    [Fact]
    public async Task A_clerk_is_told_below_which_units_they_call_and_an_auditor_with_a_clerks_post_is_not()
    {
        (await List(Clerk)).CallsBelow.ShouldBe([Committee]);
        foreach (var person in new[] { Secretary, Member, Other, Double }) (await List(person)).CallsBelow.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_holds_no_post_reads_no_list() => (await _host.Get(Nobody, "/api/cycles")).Code.ShouldBe("cycle.not-yours");

    private async Task<Guid> Open(int year, params Guid[] units) => (await _host.Post(Clerk, "/api/cycles", new OpenCycleRequest(
        year, "年度", DateTimeOffset.UnixEpoch, [], [new Stage("初审", PostRoles.Member, StageRelations.Own, StageRules.Any)], units))).Read<CycleView>().Id;

    private async Task<CyclesView> List(Guid person, string query = "") => (await _host.Get(person, "/api/cycles" + query)).Read<CyclesView>();
}

public sealed class GetCyclesOnSqliteTests() : GetCyclesTests(Engine.Sqlite);

public sealed class GetCyclesOnPostgresTests() : GetCyclesTests(Engine.Postgres);
