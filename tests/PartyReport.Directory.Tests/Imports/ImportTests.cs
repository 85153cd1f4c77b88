using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Files of units and posts: checked, written, exported, over HTTP and a real database.</summary>
public abstract class ImportTests(Engine engine) : IAsyncLifetime
{
    private const string UnitHead = "编码,名称,类别,上级编码\n", PostHead = "人员编号,姓名,单位编码,岗位,职务,开始日期,结束日期\n";
    private static readonly Guid Administrator = DemoCounty.Administrator;
    private ModuleData _data = null!;
    private ModuleHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        _host = await ModuleHost.Start(_data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        await _host.Services.SeedDemoCounty(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Units_are_written_only_when_they_are_started_and_each_comes_below_the_one_it_names()
    {
        var import = await Checked("units", UnitHead + "N2,新单位乙,支部,N1\nN1,新单位甲,党委,QH\nQH-GW-CZJ,青禾县财政局新党组,党组,QH-GW\n");
        (import.State, import.Added, import.Changed, import.Slices).ShouldBe(("checked", 2, 1, 1));
        (await Unit("N1")).ShouldBeNull();

        await Written(import);

        var (above, below) = ((await Unit("N1"))!, (await Unit("N2"))!);
        (below.Parent, below.Kind, above.Name).ShouldBe((above.Id, UnitKinds.Branch, "新单位甲"));
        (await Unit("QH-GW-CZJ"))!.Name.ShouldBe("青禾县财政局新党组");
        var old = (await _host.Get(Administrator, $"/api/units/{DemoCounty.ReportingUnit}?asOf=2022-01-01")).Read<UnitView>();
        old.Name.ShouldBe("青禾县财政局党组");
        (await Types(import)).ShouldBe(["directory.units-imported", "directory.import-completed"]);
        (await _host.Get(Administrator, "/api/units/search?search=xdwj")).Read<List<UnitView>>().Select(u => u.Code).ShouldBe(["N1"]);
    }

    [Fact]
    public async Task Every_bad_row_is_named_and_nothing_changes()
    {
        var reply = await Check("units", UnitHead +
            "N1,甲,党委,QH\nN1,乙,党委,QH\n,丙,党委,QH\nN4,,党委,QH\nN5,戊,学校,QH\nN6,己,支部,NOWHERE\nQH-GW-CZJ,财政局,支部,QH-GW\nN8,辛,支部,\n");

        (reply.Status, reply.Code).ShouldBe((422, "import.rows-invalid"));
        Faults(reply).ShouldBe([
            "3 编码 import.code-twice", "4 编码 import.cell-missing", "5 名称 import.cell-missing", "6 类别 unit.kind-unknown",
            "8 类别 import.kind-changed", "7 上级编码 unit.parent-unknown", "9 上级编码 unit.parent-missing"], ignoreOrder: true);
        (await _host.Get(Administrator, "/api/directory/imports")).Read<List<ImportView>>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tree_that_leads_back_to_itself_is_refused()
    {
        Faults(await Check("units", UnitHead + "A,甲,党委,B\nB,乙,党委,A\n")).ShouldBe(["2 上级编码 unit.cycle", "3 上级编码 unit.cycle"]);
    }

    [Theory]
    [InlineData("编码,名称,类别\nA,甲,党委\n", "1 上级编码 import.column-missing")]
    [InlineData("编码,名称,类别,上级编码,备注\nA,甲,党委,QH,x\n", "1 备注 import.column-unknown")]
    [InlineData("编码,名称,类别,上级编码,code\nA,甲,党委,QH,x\n", "1 code import.column-twice")]
    public async Task A_heading_must_name_the_columns(string file, string expected) => Faults(await Check("units", file)).ShouldBe([expected]);

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("编码,名称\n\"A,甲", "import.csv-broken")]
    public async Task A_file_that_is_none_is_refused(string file, string code) => (await Check("units", file)).Code.ShouldBe(code);

    [Fact]
    public async Task Bytes_of_no_encoding_and_a_broken_workbook_are_refused()
    {
        (await _host.Post(Administrator, "/api/directory/imports?kind=units", [0xFF, 0xFF, 0x81])).Code.ShouldBe("import.encoding-unknown");
        (await _host.Post(Administrator, "/api/directory/imports?kind=units", [(byte)'P', (byte)'K', 3, 4, 0, 0])).Code.ShouldBe("import.xlsx-broken");
        (await _host.Post(Administrator, "/api/directory/imports?kind=people", [1])).Code.ShouldBe("import.kind-unknown");
        (await _host.Post(Administrator, "/api/directory/imports?kind=posts&mode=all", [1])).Code.ShouldBe("import.mode-unknown");
    }

    [Fact]
    public async Task People_come_with_their_posts_and_are_found_by_their_names()
    {
        var import = await Checked("posts", PostHead + "1001,欧阳明,QH-GW-CZJ,书记,党组书记,2026/3/1,\n1001,欧阳明,QH-GW-MZJ,党组成员,成员,2026-03-01,2026-12-31\n");
        (import.Added, import.People!.Joined, import.People.Joiners[0].To).ShouldBe((2, 1, "QH-GW-CZJ"));
        (await Found("oym")).ShouldBeEmpty();

        await Written(import);

        var person = (await Found("oym")).ShouldHaveSingleItem();
        person.Name.ShouldBe("欧阳明");
        var posts = (await _host.Get(Administrator, $"/api/posts?person={person.Id}&asOf=2026-04-01")).Read<List<PostView>>();
        posts.Select(p => (p.Role, p.Title, p.From, p.To)).ShouldBe(
            [(PostRoles.Secretary, "党组书记", new(2026, 3, 1), null), (PostRoles.Member, "成员", new(2026, 3, 1), new DateOnly(2026, 12, 31))], ignoreOrder: true);
        (await Types(import)).ShouldBe(["directory.posts-imported", "directory.import-completed"]);
    }

    [Fact]
    public async Task A_sync_shows_who_comes_moves_and_goes_and_ends_what_the_file_does_not_have()
    {
        await Written(await Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-CZJ,党务干部,干部,2025-01-01,\n3,孙三,QH-GW-CZJ,党组成员,成员,2025-01-01,\n"));

        var sync = await Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-MZJ,党务干部,干部,2026-01-01,\n4,李四,QH-GW-CZJ,党组成员,成员,2026-01-01,\n", "sync");
        (sync.Added, sync.Changed, sync.Unchanged, sync.Ended).ShouldBe((2, 0, 1, 2));
        sync.People.ShouldBe(new ImportPeople(1, 1, 1, sync.People!.Joiners, sync.People.Movers, sync.People.Leavers));
        (sync.People.Joiners.Single(), sync.People.Movers.Single(), sync.People.Leavers.Single()).ShouldBe(
            (new ImportPerson("4", null, "QH-GW-CZJ"), new ImportPerson("2", "QH-GW-CZJ", "QH-GW-MZJ"), new ImportPerson("3", "QH-GW-CZJ")));
        await Written(sync);

        (await Found("孙三")).Single().Posts.ShouldBeEmpty();
        (await Found("钱二")).Single().Posts.Select(p => p.Role).ShouldBe([PostRoles.Helper]);
        // People without a number are none of the file's business.
        (await _host.Get(Administrator, $"/api/people/{DemoCounty.Secretary}")).Read<PersonView>().Posts.ShouldNotBeEmpty();
        (await Checked("posts", PostHead +
            "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,QH-GW-MZJ,党务干部,干部,2026-01-01,\n4,李四,QH-GW-CZJ,党组成员,成员,2026-01-01,\n", "sync"))
            .Unchanged.ShouldBe(3);
    }

    [Fact]
    public async Task Bad_posts_are_named()
    {
        await Written(await Checked("posts", PostHead + "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n"));

        Faults(await Check("posts", PostHead +
            "1,赵乙,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,NONE,书记,书记,2025-01-01,\n3,孙三,QH-GW-CZJ,系统管理员,管理员,2025-01-01,\n" +
            "4,李四,QH-GW-CZJ,书记,书记,2025-13-01,\n5,周五,QH-GW-CZJ,书记,书记,2026-01-01,2025-01-01\n6,吴六,QH-GW-CZJ,书记,书记,,\n6,吴六,QH-GW-CZJ,书记,书记,,\n")).ShouldBe([
            "2 姓名 import.name-differs", "3 单位编码 unit.unknown", "4 岗位 post.role-unknown", "5 开始日期 import.day-invalid", "6 结束日期 post.days-reversed",
            "8 岗位 import.post-twice"]);
    }

    [Fact]
    public async Task A_check_is_of_no_use_any_more_when_something_was_changed_since()
    {
        var import = await Checked("units", UnitHead + "N1,甲,党委,QH\n");
        await _host.Post(Administrator, "/api/units", new AddUnitRequest("X1", "别的", UnitKinds.Branch, DemoCounty.ReportingUnit));

        (await _host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Code.ShouldBe("import.outdated");
        (await Unit("N1")).ShouldBeNull();
        (await _host.Post(Administrator, $"/api/directory/imports/{Guid.NewGuid()}/start", new { })).Code.ShouldBe("import.unknown");
    }

    [Fact]
    public async Task A_file_that_was_checked_while_another_was_written_is_checked_again()
    {
        var before = await Version();

        await Written(await Checked("units", UnitHead + "N1,甲,党委,QH\n"));

        // Once when it began and once when all of it could be seen: what was checked in between saw none of it.
        (await Version()).ShouldBe(before + 2);
    }

    [Fact]
    public async Task Two_processes_that_write_an_import_write_nothing_twice()
    {
        await using var other = await ModuleHost.StartReplica(
            _data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        var file = new StringBuilder(UnitHead);
        for (var i = 0; i < 3_500; i++) file.Append(System.Globalization.CultureInfo.InvariantCulture, $"U{i},单位{i},支部,QH\n");
        var import = await Checked("units", file.ToString());
        import.Slices.ShouldBe(4);

        await Written(import);
        (await _host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Read<ImportView>().State.ShouldBe("completed");

        (await Types(import)).Count.ShouldBe(5);
        (await _host.Log.Read(s => s.Scalar<long>("select count(*) from unit where code like 'U%'"))).ShouldBe(3_500);
        (await _host.Log.Read(s => s.Scalar<long>("select count(*) from import_part"))).ShouldBe(0);
    }

    [Theory]
    [InlineData("units", "csv"), InlineData("units", "xlsx"), InlineData("posts", "csv"), InlineData("posts", "xlsx")]
    public async Task What_is_exported_changes_nothing_when_it_is_imported(string kind, string format)
    {
        await Written(await Checked("posts", PostHead + "1,\"赵\"\"一\"\"\",QH-GW-CZJ,书记,'=书记,2025-01-01,2027-12-31\n"));

        var file = (await _host.Get(Administrator, $"/api/directory/export?kind={kind}&format={format}")).Body;
        var import = await _host.Post(Administrator, $"/api/directory/imports?kind={kind}&mode=sync", file);

        import.Status.ShouldBe(201, import.Text);
        (import.Read<ImportView>().Rows, import.Read<ImportView>().Unchanged).ShouldBe((0, kind == "units" ? 13 : 1));
    }

    [Fact]
    public async Task Spreadsheets_may_keep_days_as_days_and_gb18030_is_read()
    {
        using var workbook = new MemoryStream();
        workbook.SaveAs(new[] { new { number = 7, name = "郑七", unit = "QH-GW-CZJ", role = "helper", title = "干部", from = new DateTime(2026, 2, 3), to = (DateTime?)null } });
        await Written((await _host.Post(Administrator, "/api/directory/imports?kind=posts", workbook.ToArray())).Read<ImportView>());
        (await Found("郑七")).Single().Posts.Single().From.ShouldBe(new DateOnly(2026, 2, 3));

        var gb = CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes(UnitHead + "G1,国标单位,支部,QH\n");
        await Written((await _host.Post(Administrator, "/api/directory/imports?kind=units", gb)).Read<ImportView>());
        (await Unit("G1"))!.Name.ShouldBe("国标单位");
    }

    [Fact]
    public async Task Only_the_administrator_imports_and_auditors_may_export()
    {
        (await _host.Post(DemoCounty.Clerk, "/api/directory/imports?kind=units", Encoding.UTF8.GetBytes(UnitHead))).Status.ShouldBe(403);
        (await _host.Get(DemoCounty.Clerk, "/api/directory/imports")).Status.ShouldBe(403);
        (await _host.Get(DemoCounty.Clerk, "/api/directory/export?kind=units")).Status.ShouldBe(403);
        (await _host.Get(DemoCounty.Auditor, "/api/directory/export?kind=units")).Status.ShouldBe(200);
    }

    private Task<ModuleReply> Check(string kind, string file, string mode = "add") =>
        _host.Post(Administrator, $"/api/directory/imports?kind={kind}&mode={mode}", Encoding.UTF8.GetBytes(file));

    private async Task<ImportView> Checked(string kind, string file, string mode = "add")
    {
        var reply = await Check(kind, file, mode);
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Read<ImportView>();
    }

    private async Task Written(ImportView import)
    {
        (await _host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Status.ShouldBe(202);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await _host.Get(Administrator, $"/api/directory/imports/{import.Id}")).Read<ImportView>() is { State: not "completed" })
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private Task<long> Version() => _host.Log.Read(Directory.Imports.ImportRow.OrganisationVersion);

    private async Task<UnitView?> Unit(string code) =>
        (await _host.Get(Administrator, "/api/units")).Read<List<UnitView>>().Find(u => u.Code == code);

    private async Task<List<PersonView>> Found(string search) =>
        (await _host.Get(Administrator, $"/api/people?search={Uri.EscapeDataString(search)}")).Read<List<PersonView>>();

    private async Task<List<string>> Types(ImportView import) =>
        (await _host.Log.Read(s => EventLog.ReadStream(s, import.Id))).ConvertAll(e => e.Type);

    private static IEnumerable<string> Faults(ModuleReply reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("faults")
        .Deserialize<List<ImportFault>>(WireJson.Options)!.Select(f => $"{f.Line} {f.Column} {f.Code}");
}

public sealed class ImportsOnSqliteTests() : ImportTests(Engine.Sqlite);

public sealed class ImportsOnPostgresTests() : ImportTests(Engine.Postgres);
