using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>What differs between a file of posts and the directory is carried out or named, never dropped; over HTTP and a real database.</summary>
public abstract class SyncTests(Engine engine) : IAsyncLifetime
{
    private const string Head = ImportHost.PostHead, Zhao = "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n";
    private ImportHost _imports = null!;

    public async ValueTask InitializeAsync()
    {
        _imports = await ImportHost.Start(engine);
        await _imports.Written(await _imports.Checked("posts", Head + Zhao));
    }

    public async ValueTask DisposeAsync()
    {
        await _imports.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("add"), InlineData("sync")]
    public async Task Another_title_is_written(string mode)
    {
        var import = await _imports.Checked("posts", Head + "1,赵一,QH-GW-CZJ,书记,党组书记、局长,2025-01-01,\n", mode);
        (import.Added, import.Changed, import.Unchanged, import.Ended).ShouldBe((0, 1, 0, 0));
        (await Posts()).Single().Title.ShouldBe("书记");

        await _imports.Written(import);

        var post = (await Posts()).Single();
        (post.Title, post.From, post.To, post.Version).ShouldBe(("党组书记、局长", new DateOnly(2025, 1, 1), null, 2));
    }

    [Theory]
    [InlineData("add", "2024-01-01"), InlineData("sync", "2024-01-01"), InlineData("add", "2099-01-01"), InlineData("sync", "2099-01-01")]
    public async Task Another_first_day_is_a_fault(string mode, string from) =>
        ImportHost.Faults(await _imports.Check("posts", Head + $"1,赵一,QH-GW-CZJ,书记,书记,{from},\n", mode)).ShouldBe(["2 开始日期 import.from-differs"]);

    [Fact]
    public async Task A_file_that_says_no_first_day_means_the_holding_that_stands() =>
        (await _imports.Checked("posts", Head + "1,赵一,QH-GW-CZJ,书记,书记,,\n", "sync")).Unchanged.ShouldBe(1);

    [Fact]
    public async Task A_post_that_ends_and_is_held_again_later_is_two_rows()
    {
        var import = await _imports.Checked("posts", Head + "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,2098-12-31\n1,赵一,QH-GW-CZJ,书记,书记,2099-01-01,\n", "sync");
        (import.Added, import.Changed, import.Ended).ShouldBe((1, 1, 0));
        await _imports.Written(import);

        ImportHost.Faults(await _imports.Check("posts", Head + "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n1,赵一,QH-GW-CZJ,书记,书记,2099-01-01,\n", "sync"))
            .ShouldBe(["3 岗位 import.post-twice"]);
        var less = await _imports.Checked("posts", Head + "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,2098-12-31\n", "sync");
        (less.Unchanged, less.Ended).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_name_that_was_corrected_is_corrected_first_and_then_the_file_passes()
    {
        var file = Head + "1,赵壹,QH-GW-CZJ,书记,书记,2025-01-01,\n";
        var refused = await _imports.Check("posts", file, "sync");
        ImportHost.Faults(refused).ShouldBe(["2 姓名 import.name-differs"]);
        refused.Text.ShouldContain("PUT /api/people/{id}/name");

        var person = (await _imports.Found("1")).Single();
        var path = $"/api/people/{person.Id}";
        var etag = (await _imports.Host.Get(DemoCounty.Administrator, path)).ETag;
        (await _imports.Host.Put(DemoCounty.Administrator, path + "/name", new RenamePersonRequest("赵壹"), etag)).Status.ShouldBe(200);
        (await _imports.Host.Put(DemoCounty.Administrator, path + "/name", new RenamePersonRequest("赵二"), etag)).Code.ShouldBe("request.stale");

        (await _imports.Checked("posts", file, "sync")).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_added_with_a_number_is_found_by_it_exported_and_known_to_files()
    {
        var host = _imports.Host;
        var person = (await host.Post(DemoCounty.Administrator, "/api/people", new AddPersonRequest("钱二", "A-17"))).Read<PersonView>().Id;
        await host.Post(DemoCounty.Administrator, "/api/posts",
            new AssignPostRequest(person, DemoCounty.ReportingUnit, PostRoles.Helper, "干部", new(2026, 1, 1)));

        foreach (var search in new[] { "A-17", "A-1", "A" }) (await _imports.Found(search)).Select(p => p.Name).ShouldBe(["钱二"], search);
        foreach (var search in new[] { "a-17", "A-18", "-17", "%", "A-17 7" }) (await _imports.Found(search)).ShouldBeEmpty(search);
        var file = Head + Zhao + "A-17,钱二,QH-GW-CZJ,党务干部,干部,2026-01-01,\n";
        (await host.Get(DemoCounty.Administrator, "/api/directory/export?kind=posts")).Text[1..].ShouldBe(file.Replace("\n", "\r\n", StringComparison.Ordinal));
        (await _imports.Checked("posts", file, "sync")).Unchanged.ShouldBe(2);
    }

    private async Task<List<PostView>> Posts()
    {
        var person = (await _imports.Found("赵一")).Single().Id;
        return (await _imports.Host.Get(DemoCounty.Administrator, $"/api/posts?person={person}")).Read<List<PostView>>();
    }
}

public sealed class SyncOnSqliteTests() : SyncTests(Engine.Sqlite);

public sealed class SyncOnPostgresTests() : SyncTests(Engine.Postgres);
