using System.Globalization;
using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>An import that cannot be written to its end: nothing of it is seen, and units and posts are changed again.</summary>
public abstract class ImportFailureTests(Engine engine) : IAsyncLifetime
{
    private ImportHost _imports = null!;

    private protected ImportHost Imports => _imports;

    private protected ModuleHost Host => _imports.Host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _imports = await ImportHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _imports.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public async Task An_import_of_units_whose_slice_is_gone_fails_and_is_taken_back(int slice)
    {
        var import = await _imports.Checked("units", Units(3_500));

        var failed = await Failed(import, slice);

        (failed.Written, failed.Failure).ShouldBe((slice - 1, $"InvalidOperationException: Slice {slice} is gone."));
        (await _imports.Types(import))[^1].ShouldBe("directory.import-failed");
        await Released();
        (await _imports.Checked("units", Units(3_500))).Added.ShouldBe(3_500);
        (await Host.Post(DemoCounty.Administrator, "/api/units", new AddUnitRequest("U1", "新单位", UnitKinds.Group, DemoCounty.OrganisationDepartment)))
            .Status.ShouldBe(201);
    }

    [Fact]
    public async Task An_import_of_posts_that_fails_leaves_no_people_behind()
    {
        var file = new StringBuilder(ImportHost.PostHead);
        for (var i = 0; i < 2_500; i++) file.Append(CultureInfo.InvariantCulture, $"{i},人{i},QH-GW-CZJ,党组成员,成员,2025-01-01,\n");
        var import = await _imports.Checked("posts", file.ToString());
        var people = await Count("select count(*) from person");

        await Failed(import, 3);
        await Released();

        (await Count("select count(*) from post_row where import is not null")).ShouldBe(0);
        (await Count("select count(*) from person")).ShouldBe(people);
        if (engine == Engine.Sqlite) (await Count("select count(*) from person_token t where not exists (select 1 from person p where p.id = t.person)")).ShouldBe(0);
        await _imports.Written(await _imports.Checked("posts", file.ToString()));
    }

    private async Task<ImportView> Failed(ImportView import, int without)
    {
        await Host.Log.Write(s => s.Execute("delete from import_part where import = @Id and slice = @without", new { import.Id, without }), Ct);
        (await Host.Post(DemoCounty.Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Status.ShouldBe(202);
        return await _imports.Until(import, "failed");
    }

    private async Task Released()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await Host.Log.Read(DirectoryStore.IsImporting)) await timer.WaitForNextTickAsync(patience.Token);
        (await Count("select count(*) from import_part")).ShouldBe(0);
        (await Count("select count(*) from unit_row where import is not null")).ShouldBe(0);
    }

    private Task<long> Count(string sql) => Host.Log.Read(s => s.Scalar<long>(sql));

    // Some below others, in another slice than theirs.
    protected static string Units(int count)
    {
        var file = new StringBuilder(ImportHost.UnitHead);
        for (var i = 0; i < count; i++) file.Append(CultureInfo.InvariantCulture, $"U{i},单位{i},{(i < 100 ? "党委" : "支部")},{(i < 100 ? "QH" : $"U{i % 100}")}\n");
        return file.ToString();
    }
}

public sealed class ImportFailureOnSqliteTests() : ImportFailureTests(Engine.Sqlite);

public sealed class ImportFailureOnPostgresTests() : ImportFailureTests(Engine.Postgres)
{
    [Fact]
    public async Task An_import_that_is_started_while_another_file_is_checked_keeps_its_slices()
    {
        var import = await Imports.Checked("units", Units(10));
        var (locked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Host.Log.Write(async s =>
        {
            await s.Scalar<Guid>("select id from import where id = @Id for update", new { import.Id });
            locked.SetResult();
            await go.Task;
            return 0;
        }, TestContext.Current.CancellationToken);
        await locked.Task;

        var start = Host.Post(DemoCounty.Administrator, $"/api/directory/imports/{import.Id}/start", new { });
        await Waiting(1);
        var check = Imports.Check("units", Units(20));
        await Waiting(2);
        var waits = await Host.Log.Read(s => s.Query<string>(
            "select wait_event from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
        go.SetResult();
        await holding;

        // Before it has deleted any slice.
        waits.ShouldContain("advisory");
        ((await start).Status, (await check).Status).ShouldBe((202, 201));
        (await Imports.Until(import, "completed")).Written.ShouldBe(1);
    }

    private async Task Waiting(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await Host.Log.Read(s => s.Scalar<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")) < count)
            await timer.WaitForNextTickAsync(patience.Token);
    }
}
