using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Vacancies, deputies and who leads whom; over HTTP and a real database.</summary>
public abstract class LeaderTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Administrator = DemoCounty.Administrator, Group = DemoCounty.ReportingUnit, Work = DemoCounty.Id(0x12);
    private static readonly DateOnly March = new(2026, 3, 1), MarchEnd = new(2026, 3, 31);
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
    public async Task A_required_post_without_a_holder_is_vacant()
    {
        await _host.Put(Administrator, $"/api/units/{Group}/required-posts", new RequirePostsRequest([PostRoles.Secretary, PostRoles.Archivist]), "\"1\"");
        await _host.Put(Administrator, $"/api/units/{Work}/required-posts", new RequirePostsRequest([PostRoles.Secretary]), "\"1\"");

        (await Vacancies()).ShouldBe([$"QH-GW {PostRoles.Secretary}", $"QH-GW-CZJ {PostRoles.Archivist}"]);
        (await Vacancies("?asOf=2020-01-01")).Count().ShouldBe(3);
        (await _host.Put(Administrator, $"/api/units/{Work}/required-posts", new RequirePostsRequest(["king"]), "\"2\"")).Code.ShouldBe("post.role-unknown");
        await _host.Put(Administrator, $"/api/units/{Work}/required-posts", new RequirePostsRequest([]), "\"2\"");
        (await Vacancies()).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Leaders_are_the_secretaries_up_to_the_root_and_who_acts_for_them()
    {
        var head = await Assign(DemoCounty.WorkCommitteeReviewer, Work, PostRoles.Secretary);
        var acting = await PostOf(DemoCounty.DepartmentReviewer);
        var own = await PostOf(DemoCounty.Secretary);

        (await Deputy(head, acting)).Status.ShouldBe(201);

        (await Leaders($"units/{Group}", "2026-02-28")).ShouldBe([(own, 0, null), (head, 1, null)]);
        (await Leaders($"units/{Group}", "2026-03-15")).ShouldBe([(own, 0, null), (head, 1, null), (acting, 1, head)]);
        (await Leaders($"people/{DemoCounty.Secretary}", "2026-02-28")).ShouldBe([(head, 1, null)]);
        (await Leaders($"people/{DemoCounty.Helper}", "2026-02-28")).ShouldBe([(own, 0, null), (head, 1, null)]);
        (await _host.Get(Administrator, $"/api/units/{Guid.NewGuid()}/leaders")).Code.ShouldBe("unit.unknown");
    }

    [Fact]
    public async Task A_deputy_has_the_rights_of_a_post_until_its_unit_is_closed()
    {
        var day = Day.Of(TimeProvider.System.GetUtcNow());
        var (audit, clerk) = (DemoCounty.Id(0x23), await PostOf(DemoCounty.Clerk));
        var post = (await _host.Get(Administrator, $"/api/posts?unit={audit}")).Read<List<PostView>>().Single().Id;
        await _host.Post(Administrator, "/api/deputies", new NameDeputyRequest(post, clerk, day.AddDays(-2), day.AddDays(2)));
        (await Roles(day)).ShouldBe([PostRoles.Clerk, PostRoles.Secretary]);

        (await _host.Put(Administrator, $"/api/units/{audit}/closure", new CloseUnitRequest(DemoCounty.Clerk, day), "\"1\"")).Status.ShouldBe(200);

        (await Roles(day.AddDays(-1))).ShouldBe([PostRoles.Clerk, PostRoles.Secretary]);
        (await Roles(day)).ShouldBe([PostRoles.Clerk]);
    }

    private async Task<IEnumerable<string>> Roles(DateOnly day) =>
        (await _host.Log.Read(s => Standing.Of(s, DemoCounty.Clerk, day))).Posts.Select(p => p.Role).Order(StringComparer.Ordinal);

    [Fact]
    public async Task A_deputy_is_another_person_who_holds_a_post_in_all_that_time()
    {
        var (secretary, helper) = (await PostOf(DemoCounty.Secretary), await PostOf(DemoCounty.Helper));
        await _host.Put(Administrator, $"/api/posts/{helper}/end", new EndPostRequest(new DateOnly(2026, 3, 15)), "\"1\"");

        (await Deputy(secretary, helper)).Code.ShouldBe("deputy.post-not-held");
        (await Deputy(secretary, secretary)).Code.ShouldBe("deputy.same-person");
        (await Deputy(secretary, Guid.NewGuid())).Code.ShouldBe("deputy.post-unknown");
    }

    [Fact]
    public async Task A_deputising_is_shortened_by_who_saw_its_newest_state()
    {
        var made = await Deputy(await PostOf(DemoCounty.Secretary), await PostOf(DemoCounty.Member));
        var path = $"/api/deputies/{made.Read<DeputyView>().Id}";

        (await _host.Put(Administrator, path + "/end", new EndDeputyRequest(March))).Code.ShouldBe("request.if-match-missing");
        (await _host.Put(Administrator, path + "/end", new EndDeputyRequest(MarchEnd.AddDays(1)), made.ETag)).Code.ShouldBe("deputy.longer");
        var ended = await _host.Put(Administrator, path + "/end", new EndDeputyRequest(March), made.ETag);

        ended.Read<DeputyView>().ShouldBe(made.Read<DeputyView>() with { To = March, Version = 2 });
        (await _host.Get(Administrator, path)).ETag.ShouldBe("\"2\"");
        (await _host.Get(Administrator, "/api/deputies?asOf=2026-03-01")).Read<List<DeputyView>>().Count.ShouldBe(1);
        (await _host.Get(Administrator, "/api/deputies?asOf=2026-03-02")).Read<List<DeputyView>>().ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> Vacancies(string query = "") =>
        (await _host.Get(Administrator, "/api/units/vacancies" + query)).Read<List<VacancyView>>().Select(v => $"{v.Code} {v.Role}");

    private async Task<IEnumerable<(Guid, int, Guid?)>> Leaders(string of, string day) =>
        (await _host.Get(Administrator, $"/api/{of}/leaders?asOf={day}")).Read<List<LeaderView>>().Select(l => (l.Post, l.Height, l.ActingFor));

    private Task<ModuleReply> Deputy(Guid post, Guid acting) =>
        _host.Post(Administrator, "/api/deputies", new NameDeputyRequest(post, acting, March, MarchEnd));

    private async Task<Guid> Assign(Guid person, Guid unit, string role) => (await _host.Post(
        Administrator, "/api/posts", new AssignPostRequest(person, unit, role, "书记", new DateOnly(2025, 1, 1)))).Read<PostView>().Id;

    private async Task<Guid> PostOf(Guid person) => (await _host.Get(Administrator, $"/api/posts?person={person}")).Read<List<PostView>>()[0].Id;
}

public sealed class LeadersOnSqliteTests() : LeaderTests(Engine.Sqlite);

public sealed class LeadersOnPostgresTests() : LeaderTests(Engine.Postgres);
