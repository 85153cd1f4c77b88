using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>What pages ask: names by ids, and the tree a level at a time.</summary>
public abstract class NamesTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Nobody = Guid.NewGuid();
    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.Start(
            await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly), DirectoryModule.Name,
            (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        await _host.Services.SeedDemoCounty(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Units_posts_and_people_are_named_at_once_and_what_is_unknown_is_left_out()
    {
        var post = (await Get<List<PostView>>($"/api/posts?person={DemoCounty.Clerk}")).Single();

        var names = await Get<NamesView>(
            $"/api/names?unit={DemoCounty.ReportingUnit}&unit={Nobody}&post={post.Id}&person={DemoCounty.Secretary}&person={Nobody}");

        names.Units.Select(u => u.Name).ShouldBe(["青禾县财政局党组"]);
        names.Posts.Select(p => (p.Name, p.Title, p.UnitName)).ShouldBe(
            [("林晓雯", "组织科经办人", "中共青禾县委组织部"), ("陈志远", "党组书记、局长", "青禾县财政局党组")], ignoreOrder: true);
        (await Get<NamesView>("/api/names")).Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_is_named_with_the_posts_that_ended_too()
    {
        var post = (await Get<List<PostView>>($"/api/posts?person={DemoCounty.Clerk}")).Single();
        (await _host.Put(DemoCounty.Administrator, $"/api/posts/{post.Id}/end", new EndPostRequest(new DateOnly(2022, 1, 1)), $"\"{post.Version}\"")).Status.ShouldBe(200);

        (await Get<NamesView>($"/api/names?person={DemoCounty.Clerk}")).Posts.Single().To.ShouldBe(new DateOnly(2022, 1, 1));
    }

    [Fact]
    public async Task The_tree_is_read_a_level_at_a_time()
    {
        var root = (await Get<List<UnitView>>("/api/units/roots")).Single();
        var below = await Get<List<UnitView>>($"/api/units/{root.Id}/children");
        var later = await Get<List<UnitView>>($"/api/units/{root.Id}/children?after={below[1].Code}");

        root.Name.ShouldBe("中共青禾县委");
        below.Select(u => u.Code).ShouldBe(["QH-CG", "QH-DAJ", "QH-GW", "QH-JYGW", "QH-ZZB"]);
        later.ShouldBe(below.Skip(2));
        (await Get<List<UnitView>>($"/api/units/{DemoCounty.ReportingUnit}/children")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_read_the_directory_learns_no_name_and_too_many_are_refused()
    {
        // As short as ids can be written, so that the address itself is not too long.
        var many = string.Join('&', Enumerable.Range(0, 201).Select(_ => $"unit={Guid.NewGuid():N}"));

        foreach (var path in new[] { $"/api/names?person={DemoCounty.Secretary}", "/api/units/roots", $"/api/units/{DemoCounty.ReportingUnit}/children" })
            (await _host.Get(Nobody, path)).Code.ShouldBe("directory.not-yours", path);
        (await _host.Get(DemoCounty.Clerk, $"/api/units/{Nobody}/children")).Code.ShouldBe("unit.unknown");
        (await _host.Get(DemoCounty.Clerk, $"/api/names?{many}")).Code.ShouldBe("directory.too-many-names");
    }

    private async Task<T> Get<T>(string path) => (await _host.Get(DemoCounty.Administrator, path)).Read<T>();
}

public sealed class NamesOnSqliteTests() : NamesTests(Engine.Sqlite);

public sealed class NamesOnPostgresTests() : NamesTests(Engine.Postgres);
