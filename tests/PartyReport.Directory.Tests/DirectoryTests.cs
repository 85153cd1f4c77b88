using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>The module over HTTP and a real database.</summary>
public abstract class DirectoryTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Nobody = Guid.NewGuid();
    private static readonly Guid Administrator = DemoCounty.Administrator;
    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await Start(await ModuleData.Create(
        engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_administrator_builds_a_directory_that_holders_of_a_post_read()
    {
        var (unit, person) = await Build();

        var post = await _host.Post(person, "/api/posts", new AssignPostRequest(person, unit, PostRoles.Helper, "党务干部", Day(2026, 1, 1)));

        post.Status.ShouldBe(201, post.Text);
        (await _host.Get(person, $"/api/people/{person}")).Read<PersonView>().Posts.Select(p => p.Role)
            .ShouldBe([PostRoles.Administrator, PostRoles.Helper]);
        (await _host.Get(person, $"/api/units/{unit}")).Read<UnitView>().Code.ShouldBe("QH");
        (await _host.Get(person, $"/api/people/{Nobody}")).Code.ShouldBe("person.unknown");
        (await _host.Get(Nobody, "/api/units")).Code.ShouldBe("directory.not-yours");
        (await _host.Post(Nobody, "/api/people", new AddPersonRequest("某人"))).Code.ShouldBe("directory.not-administrator");
    }

    [Fact]
    public async Task Units_are_paged_in_the_order_of_the_bytes_of_their_codes()
    {
        var (root, person) = await Build();
        string[] codes = ["b", "QH-", "A", "区", "a", "QH-1", "é", "Z", "_"];
        foreach (var code in codes) await _host.Post(person, "/api/units", new AddUnitRequest(code, "单位", UnitKinds.Group, root));

        var pages = new List<string>();
        for (string? after = null; ; after = pages[^1])
        {
            var page = (await _host.Get(person, $"/api/units?limit=3{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}"))
                .Read<List<UnitView>>();
            if (page is []) break;
            pages.AddRange(page.Select(u => u.Code));
        }

        pages.ShouldBe([.. codes.Append("QH").Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task Posts_are_listed_by_person_by_unit_and_by_day()
    {
        await _host.Services.SeedDemoCounty(Ct);

        async Task<int> Count(string query) => (await _host.Get(Administrator, "/api/posts" + query)).Read<List<PostView>>().Count;

        (await Count("")).ShouldBe(15);
        (await Count($"?person={DemoCounty.Clerk}")).ShouldBe(1);
        (await Count($"?unit={DemoCounty.ReportingUnit}")).ShouldBe(3);
        (await Count($"?unit={DemoCounty.ReportingUnit}&person={DemoCounty.Helper}")).ShouldBe(1);
        (await Count($"?unit={DemoCounty.ReportingUnit}&person={DemoCounty.Clerk}")).ShouldBe(0);
        (await Count("?asOf=2020-12-31")).ShouldBe(0);
    }

    [Fact]
    public async Task A_text_that_a_database_would_not_take_is_refused_before_it_is_asked()
    {
        var (root, person) = await Build();

        (await _host.Post(person, "/api/units", new AddUnitRequest("甲\0", "单位", UnitKinds.Group, root))).Code.ShouldBe("text.control-character");
        (await _host.Post(person, "/api/people", new AddPersonRequest("陈\0"))).Code.ShouldBe("text.control-character");
        (await _host.Get(person, "/api/units?after=%00")).Code.ShouldBe("text.control-character");
    }

    [Fact]
    public async Task Of_two_strangers_who_make_themselves_administrators_at_once_one_does()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var host = await Start(await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly));
            var unit = (await host.Post(Nobody, "/api/units", new AddUnitRequest("QH", "县委", UnitKinds.Committee))).Read<UnitView>().Id;
            var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
                (await host.Post(Nobody, "/api/people", new AddPersonRequest($"人{n}"))).Read<PersonView>().Id));

            var replies = await Task.WhenAll(people.Select(p => Task.Run(() => host.Post(p, "/api/posts",
                new AssignPostRequest(p, unit, PostRoles.Administrator, "系统管理员", Day(2026, 1, 1))), Ct)));

            replies.Select(r => r.Status).Order().ShouldBe([201, 403, 403, 403]);
        }
    }

    [Fact]
    public async Task Of_units_with_one_code_at_once_one_is_added()
    {
        var (root, person) = await Build();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(
            () => _host.Post(person, "/api/units", new AddUnitRequest("A", $"单位{n}", UnitKinds.Group, root)), Ct)));

        replies.Count(r => r.Status == 201).ShouldBe(1);
        replies.Where(r => r.Status != 201).Select(r => r.Code).Distinct().ShouldBe(["unit.code-taken"]);
        (await _host.Get(person, "/api/units")).Read<List<UnitView>>().Select(u => u.Code).ShouldBe(["A", "QH"]);
    }

    [Fact]
    public async Task A_tree_has_one_root_however_many_are_added_at_once()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(
            () => _host.Post(Nobody, "/api/units", new AddUnitRequest($"R{n}", "县委", UnitKinds.Committee)), Ct)));

        replies.Count(r => r.Status == 201).ShouldBe(1);
        replies.Where(r => r.Status != 201).Select(r => r.Code).Distinct().ShouldBe(["unit.parent-missing"]);
    }

    [Fact]
    public async Task Of_two_who_end_a_post_at_once_one_has_seen_its_newest_state()
    {
        await _host.Services.SeedDemoCounty(Ct);
        var post = (await _host.Get(Administrator, $"/api/posts?person={DemoCounty.Clerk}")).Read<List<PostView>>().Single();
        var etag = (await _host.Get(Administrator, $"/api/posts/{post.Id}")).ETag;

        var replies = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Task.Run(
            () => _host.Put(Administrator, $"/api/posts/{post.Id}/end", new EndPostRequest(Day(2026, 12, n)), etag), Ct)));

        replies.Select(r => r.Status).Order().ShouldBe([200, 412, 412, 412]);
        var ended = (await _host.Get(Administrator, $"/api/posts/{post.Id}")).Read<PostView>();
        ended.ShouldBe(replies.Single(r => r.Status == 200).Read<PostView>());
        ended.Version.ShouldBe(2);
    }

    [Fact]
    public async Task The_demo_county_is_there_once_however_often_it_is_sown()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _host.Services.SeedDemoCounty(Ct), Ct)));
        await _host.Services.SeedDemoCounty(Ct);

        (await _host.Get(Administrator, "/api/units")).Read<List<UnitView>>().Count.ShouldBe(13);
        (await _host.Get(Administrator, "/api/posts")).Read<List<PostView>>().Count.ShouldBe(15);
    }

    private async Task<(Guid Unit, Guid Person)> Build()
    {
        var unit = (await _host.Post(Nobody, "/api/units", new AddUnitRequest("QH", "县委", UnitKinds.Committee))).Read<UnitView>().Id;
        var person = (await _host.Post(Nobody, "/api/people", new AddPersonRequest("钱伟"))).Read<PersonView>().Id;
        var post = new AssignPostRequest(person, unit, PostRoles.Administrator, "系统管理员", Day(2026, 1, 1));
        (await _host.Post(Nobody, "/api/posts", post)).Status.ShouldBe(201);
        return (unit, person);
    }

    private static Task<ModuleHost> Start(ModuleData data) => ModuleHost.Start(
        data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());

    private static DateOnly Day(int year, int month, int day) => new(year, month, day);
}

public sealed class DirectoryOnSqliteTests() : DirectoryTests(Engine.Sqlite);

public sealed class DirectoryOnPostgresTests() : DirectoryTests(Engine.Postgres);
