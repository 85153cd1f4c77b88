using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>Files of units and posts: what a check says of them, over HTTP and a real database.</summary>
public abstract class ImportTests(Engine engine) : IAsyncLifetime
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
    public async Task Units_are_written_only_when_they_are_started_and_each_comes_below_the_one_it_names()
    {
        var import = await _imports.Checked("units", UnitHead + "N2,新单位乙,支部,N1\nN1,新单位甲,党委,QH\nQH-GW-CZJ,青禾县财政局新党组,党组,QH-GW\n");
        (import.State, import.Added, import.Changed, import.Slices).ShouldBe(("checked", 2, 1, 1));
        (await _imports.Unit("N1")).ShouldBeNull();

        await _imports.Written(import);

        var (above, below) = ((await _imports.Unit("N1"))!, (await _imports.Unit("N2"))!);
        (below.Parent, below.Kind, above.Name).ShouldBe((above.Id, UnitKinds.Branch, "新单位甲"));
        (await _imports.Unit("QH-GW-CZJ"))!.Name.ShouldBe("青禾县财政局新党组");
        var old = (await Host.Get(Administrator, $"/api/units/{DemoCounty.ReportingUnit}?asOf=2022-01-01")).Read<UnitView>();
        old.Name.ShouldBe("青禾县财政局党组");
        (await _imports.Types(import)).ShouldBe(["directory.units-imported", "directory.import-completed"]);
        (await Host.Get(Administrator, "/api/units/search?search=xdwj")).Read<List<UnitView>>().Select(u => u.Code).ShouldBe(["N1"]);
    }

    [Fact]
    public async Task Every_bad_row_is_named_and_nothing_changes()
    {
        var reply = await _imports.Check("units", UnitHead +
            "N1,甲,党委,QH\nN1,乙,党委,QH\n,丙,党委,QH\nN4,,党委,QH\nN5,戊,学校,QH\nN6,己,支部,NOWHERE\nQH-GW-CZJ,财政局,支部,QH-GW\nN8,辛,支部,\n");

        (reply.Status, reply.Code).ShouldBe((422, "import.rows-invalid"));
        ImportHost.Faults(reply).ShouldBe([
            "3 编码 import.code-twice", "4 编码 import.cell-missing", "5 名称 import.cell-missing", "6 类别 unit.kind-unknown",
            "8 类别 import.kind-changed", "7 上级编码 unit.parent-unknown", "9 上级编码 unit.parent-missing"], ignoreOrder: true);
        (await Host.Get(Administrator, "/api/directory/imports")).Read<List<ImportView>>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tree_that_leads_back_to_itself_is_refused()
    {
        ImportHost.Faults(await _imports.Check("units", UnitHead + "A,甲,党委,B\nB,乙,党委,A\n")).ShouldBe(["2 上级编码 unit.cycle", "3 上级编码 unit.cycle"]);
    }

    [Theory]
    [InlineData("编码,名称,类别\nA,甲,党委\n", "1 上级编码 import.column-missing")]
    [InlineData("编码,名称,类别,上级编码,备注\nA,甲,党委,QH,x\n", "1 备注 import.column-unknown")]
    [InlineData("编码,名称,类别,上级编码,code\nA,甲,党委,QH,x\n", "1 code import.column-twice")]
    public async Task A_heading_must_name_the_columns(string file, string expected) => ImportHost.Faults(await _imports.Check("units", file)).ShouldBe([expected]);

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("编码,\"名称\n甲,乙", "import.csv-broken")]
    public async Task A_file_that_is_none_is_refused(string file, string code) => (await _imports.Check("units", file)).Code.ShouldBe(code);

    // QH stands at the first of 32 levels.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tree_that_is_too_deep_is_refused_whatever_comes_first(bool lowestFirst)
    {
        var rows = Enumerable.Range(1, 33).Select(n => $"N{n},单位{n},支部,{(n == 1 ? "QH" : $"N{n - 1}")}").ToList();
        if (lowestFirst) rows.Reverse();

        var faults = ImportHost.Faults(await _imports.Check("units", UnitHead + string.Join('\n', rows) + "\n"));

        faults.ShouldBe(lowestFirst ? ["2 上级编码 unit.cycle", "3 上级编码 unit.cycle"] : ["33 上级编码 unit.cycle", "34 上级编码 unit.cycle"]);
    }

    [Fact]
    public async Task Bytes_of_no_encoding_and_a_broken_workbook_are_refused()
    {
        (await Host.Post(Administrator, "/api/directory/imports?kind=units", [0xFF, 0xFF, 0x81])).Code.ShouldBe("import.encoding-unknown");
        (await Host.Post(Administrator, "/api/directory/imports?kind=units", [(byte)'P', (byte)'K', 3, 4, 0, 0])).Code.ShouldBe("import.xlsx-broken");
        (await Host.Post(Administrator, "/api/directory/imports?kind=people", [1])).Code.ShouldBe("import.kind-unknown");
        (await Host.Post(Administrator, "/api/directory/imports?kind=posts&mode=all", [1])).Code.ShouldBe("import.mode-unknown");
    }

    [Fact]
    public async Task People_come_with_their_posts_and_are_found_by_their_names()
    {
        var import = await _imports.Checked("posts", PostHead + "1001,欧阳明,QH-GW-CZJ,书记,党组书记,2026/3/1,\n1001,欧阳明,QH-GW-MZJ,党组成员,成员,2026-03-01,2026-12-31\n");
        (import.Added, import.People!.Joined, import.People.Joiners[0].To).ShouldBe((2, 1, "QH-GW-CZJ"));
        (await _imports.Found("oym")).ShouldBeEmpty();

        await _imports.Written(import);

        var person = (await _imports.Found("oym")).ShouldHaveSingleItem();
        person.Name.ShouldBe("欧阳明");
        var posts = (await Host.Get(Administrator, $"/api/posts?person={person.Id}&asOf=2026-04-01")).Read<List<PostView>>();
        posts.Select(p => (p.Role, p.Title, p.From, p.To)).ShouldBe(
            [(PostRoles.Secretary, "党组书记", new(2026, 3, 1), null), (PostRoles.Member, "成员", new(2026, 3, 1), new DateOnly(2026, 12, 31))], ignoreOrder: true);
        (await _imports.Types(import)).ShouldBe(["directory.posts-imported", "directory.import-completed"]);
    }

    [Fact]
    public async Task Bad_posts_are_named()
    {
        await _imports.Written(await _imports.Checked("posts", PostHead + "1,赵一,QH-GW-CZJ,书记,书记,2025-01-01,\n"));

        ImportHost.Faults(await _imports.Check("posts", PostHead +
            "1,赵乙,QH-GW-CZJ,书记,书记,2025-01-01,\n2,钱二,NONE,书记,书记,2025-01-01,\n3,孙三,QH-GW-CZJ,系统管理员,管理员,2025-01-01,\n" +
            "4,李四,QH-GW-CZJ,书记,书记,2025-13-01,\n5,周五,QH-GW-CZJ,书记,书记,2026-01-01,2025-01-01\n6,吴六,QH-GW-CZJ,书记,书记,,\n6,吴六,QH-GW-CZJ,书记,书记,,\n")).ShouldBe([
            "2 姓名 import.name-differs", "3 单位编码 unit.unknown", "4 岗位 post.role-unknown", "5 开始日期 import.day-invalid", "6 结束日期 post.days-reversed",
            "8 岗位 import.post-twice"]);
    }

    [Fact]
    public async Task A_check_is_of_no_use_any_more_when_something_was_changed_since()
    {
        var import = await _imports.Checked("units", UnitHead + "N1,甲,党委,QH\n");
        await Host.Post(Administrator, "/api/units", new AddUnitRequest("X1", "别的", UnitKinds.Branch, DemoCounty.ReportingUnit));

        (await Host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Code.ShouldBe("import.outdated");
        (await _imports.Unit("N1")).ShouldBeNull();
        (await Host.Post(Administrator, $"/api/directory/imports/{Guid.NewGuid()}/start", new { })).Code.ShouldBe("import.unknown");
    }

    [Fact]
    public async Task Only_the_administrator_imports_and_auditors_may_export()
    {
        (await Host.Post(DemoCounty.Clerk, "/api/directory/imports?kind=units", Encoding.UTF8.GetBytes(UnitHead))).Status.ShouldBe(403);
        (await Host.Get(DemoCounty.Clerk, "/api/directory/imports")).Status.ShouldBe(403);
        (await Host.Get(DemoCounty.Auditor, "/api/directory/imports")).Status.ShouldBe(200);
        (await Host.Post(DemoCounty.Auditor, "/api/directory/imports?kind=units", Encoding.UTF8.GetBytes(UnitHead))).Status.ShouldBe(403);
        (await Host.Get(DemoCounty.Clerk, "/api/directory/export?kind=units")).Status.ShouldBe(403);
        (await Host.Get(DemoCounty.Auditor, "/api/directory/export?kind=units")).Status.ShouldBe(200);
    }
}

public sealed class ImportsOnSqliteTests() : ImportTests(Engine.Sqlite);

public sealed class ImportsOnPostgresTests() : ImportTests(Engine.Postgres);
