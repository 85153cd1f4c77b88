using System.Text;
using MiniExcelLibs;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Files of units and posts that are written and exported, over HTTP and a real database.</summary>
public abstract class ImportWritingTests(Engine engine) : IAsyncLifetime
{
    private const string UnitHead = ImportHost.UnitHead, PostHead = ImportHost.PostHead;
    private static readonly Guid Administrator = DemoCounty.Administrator;
    private ImportHost _imports = null!;

    private ModuleHost Host => _imports.Host;

    public async ValueTask InitializeAsync() => _imports = await ImportHost.Start(engine);

    public async ValueTask DisposeAsync()
    {
        await _imports.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_sync_shows_who_comes_moves_and_goes_and_ends_what_the_file_does_not_have()
    {
        await _imports.Written(await _imports.Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-CZJ,党务干部,干部,2025-01-01,\n3,孙三,QH-GW-CZJ,党组成员,成员,2025-01-01,\n"));

        var sync = await _imports.Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-MZJ,党务干部,干部,2026-01-01,\n4,李四,QH-GW-CZJ,党组成员,成员,2026-01-01,\n", "sync");
        (sync.Added, sync.Changed, sync.Unchanged, sync.Ended).ShouldBe((2, 0, 1, 2));
        sync.People.ShouldBe(new ImportPeople(1, 1, 1, sync.People!.Joiners, sync.People.Movers, sync.People.Leavers));
        (sync.People.Joiners.Single(), sync.People.Movers.Single(), sync.People.Leavers.Single()).ShouldBe(
            (new ImportPerson("4", null, "QH-GW-CZJ"), new ImportPerson("2", "QH-GW-CZJ", "QH-GW-MZJ"), new ImportPerson("3", "QH-GW-CZJ")));
        await _imports.Written(sync);

        (await _imports.Found("孙三")).Single().Posts.ShouldBeEmpty();
        (await _imports.Found("钱二")).Single().Posts.Select(p => p.Role).ShouldBe([PostRoles.Helper]);
        // People without a number are none of the file's business.
        (await Host.Get(Administrator, $"/api/people/{DemoCounty.Secretary}")).Read<PersonView>().Posts.ShouldNotBeEmpty();
        (await _imports.Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-MZJ,党务干部,干部,2026-01-01,\n4,李四,QH-GW-CZJ,党组成员,成员,2026-01-01,\n", "sync"))
            .Unchanged.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_that_was_checked_while_another_was_written_is_checked_again()
    {
        var before = await _imports.Version();

        await _imports.Written(await _imports.Checked("units", UnitHead + "N1,甲,党委,QH\n"));

        // Once when it began and once when all of it could be seen: what was checked in between saw none of it.
        (await _imports.Version()).ShouldBe(before + 2);
    }

    [Fact]
    public async Task Two_processes_that_write_an_import_write_nothing_twice()
    {
        await using var other = await ModuleHost.StartReplica(
            _imports.Data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        var file = new StringBuilder(UnitHead);
        for (var i = 0; i < 3_500; i++) file.Append(System.Globalization.CultureInfo.InvariantCulture, $"U{i},单位{i},支部,QH\n");
        var import = await _imports.Checked("units", file.ToString());
        import.Slices.ShouldBe(4);

        await _imports.Written(import);
        (await Host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Read<ImportView>().State.ShouldBe("completed");

        (await _imports.Types(import)).Count.ShouldBe(5);
        (await Host.Log.Read(s => s.Scalar<long>("select count(*) from unit where code like 'U%'"))).ShouldBe(3_500);
        (await Host.Log.Read(s => s.Scalar<long>("select count(*) from import_part"))).ShouldBe(0);
    }

    [Theory]
    [InlineData("units", "csv"), InlineData("units", "xlsx"), InlineData("posts", "csv"), InlineData("posts", "xlsx")]
    public async Task What_is_exported_changes_nothing_when_it_is_imported(string kind, string format)
    {
        // One that is held and one that will be, and one that will be held again.
        await _imports.Written(await _imports.Checked("posts", PostHead +
            "1,\"赵\"\"一\"\"\",QH-GW-CZJ,书记,'=书记,2025-01-01,2098-12-31\n1,\"赵\"\"一\"\"\",QH-GW-CZJ,书记,书记,2099-01-01,\n1,\"赵\"\"一\"\"\",QH-GW-MZJ,书记,书记,2099-01-01,\n"));

        var file = (await Host.Get(Administrator, $"/api/directory/export?kind={kind}&format={format}")).Body;
        var import = await Host.Post(Administrator, $"/api/directory/imports?kind={kind}&mode=sync", file);

        import.Status.ShouldBe(201, import.Text);
        (import.Read<ImportView>().Rows, import.Read<ImportView>().Unchanged).ShouldBe((0, kind == "units" ? 13 : 3));
    }

    [Fact]
    public async Task No_exported_text_is_a_formula_and_all_come_back_as_they_were()
    {
        string[] titles = ["=1+1", "＝1", "＋1", "－1", "＠1", "'=1", "''＠1", "'书记", "@1", "-1"];
        var rows = titles.Select((title, i) => $"{i},赵{i},QH-GW-CZJ,书记,{(title == "'书记" ? title : "'" + title)},2025-01-01,\n");
        await _imports.Written(await _imports.Checked("posts", PostHead + string.Concat(rows)));
        // No keyboard makes this one, but a program may.
        await Host.Log.Write(s => s.Execute("update post_row set title = @title where title = '=1+1'", new { title = "\t=1" }), TestContext.Current.CancellationToken);

        var file = (await Host.Get(Administrator, "/api/directory/export?kind=posts&format=csv")).Body;
        var import = await Host.Post(Administrator, "/api/directory/imports?kind=posts&mode=sync", file);

        Encoding.UTF8.GetString(file).Split("\r\n").Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')[4])
            .ShouldBe(["'\t=1", "'＝1", "'＋1", "'－1", "'＠1", "''=1", "'''＠1", "'书记", "'@1", "'-1"]);
        (import.Read<ImportView>().Rows, import.Read<ImportView>().Unchanged).ShouldBe((0, titles.Length));
    }

    [Fact]
    public async Task Spreadsheets_may_keep_days_as_days_and_gb18030_is_read()
    {
        using var workbook = new MemoryStream();
        workbook.SaveAs(new[] { new { number = 7, name = "郑七", unit = "QH-GW-CZJ", role = "helper", title = "干部", from = new DateTime(2026, 2, 3), to = (DateTime?)null } });
        await _imports.Written((await Host.Post(Administrator, "/api/directory/imports?kind=posts", workbook.ToArray())).Read<ImportView>());
        (await _imports.Found("郑七")).Single().Posts.Single().From.ShouldBe(new DateOnly(2026, 2, 3));

        var gb = CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes(UnitHead + "G1,国标单位,支部,QH\n");
        await _imports.Written((await Host.Post(Administrator, "/api/directory/imports?kind=units", gb)).Read<ImportView>());
        (await _imports.Unit("G1"))!.Name.ShouldBe("国标单位");
    }
}

public sealed class ImportWritingOnSqliteTests() : ImportWritingTests(Engine.Sqlite);

public sealed class ImportWritingOnPostgresTests() : ImportWritingTests(Engine.Postgres);
