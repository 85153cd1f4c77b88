using System.Globalization;
using System.Text;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>An import whose process goes in the middle: seen by nobody before it is complete, completed by the next process, and once.</summary>
public abstract class ImportCrashTests(Engine engine) : IAsyncLifetime
{
    private const int Units = 3_500, Slices = 4, Stopped = 3;
    private static readonly Guid Administrator = DemoCounty.Administrator;
    private ModuleData _data = null!, _copied = null!;
    private EventLog _copy = null!;
    private Cursor _followed = Cursor.Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        _copied = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        _copy = _copied.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _copy.DisposeAsync();
        await _copied.DisposeAsync();
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_import_that_was_stopped_is_seen_by_nobody_until_the_next_process_has_completed_it_once()
    {
        var import = await StopAfterTwoSlices();

        await using (var log = _data.Open())
        {
            (await Count(log, "unit_row"), await Count(log, "unit")).ShouldBe((2_000, 0));
            (await CountOfCopy(log)).ShouldBe(0);
            (await Types(log, import)).ShouldBe(["directory.units-imported", "directory.units-imported"]);
            await Answered(log, import, "delete from command where actor = @actor and key = @key");
        }

        await using var next = await Start();
        await Until(next, import, i => i.State == "completed");
        (await Found(next)).ShouldBe(["U3"]);
        (await Count(next.Log, "unit")).ShouldBe(Units);
        (await CountOfCopy(next.Log)).ShouldBe(Units);
        (await Types(next.Log, import)).ShouldBe([.. Enumerable.Repeat("directory.units-imported", Slices), "directory.import-completed"]);
    }

    // The third slice seems to be another process's already, so that the writer waits before it.
    private async Task<ImportView> StopAfterTwoSlices()
    {
        await using var host = await Start();
        await host.Services.SeedDemoCounty(Ct);
        var import = (await host.Post(Administrator, "/api/directory/imports?kind=units", File())).Read<ImportView>();
        import.Slices.ShouldBe(Slices);
        await Answered(host.Log, import,
            "insert into command (actor, key, request_hash, status, body, recorded_at) values (@actor, @key, @nothing, 200, @nothing, @now)");
        (await host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Status.ShouldBe(202);
        await Until(host, import, i => i.Written == Stopped - 1);
        (await Found(host)).ShouldBeEmpty();
        return import;
    }

    private Task<ModuleHost> Start() => ModuleHost.StartReplica(
        _data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());

    private static byte[] File()
    {
        var file = new StringBuilder(ImportHost.UnitHead);
        for (var i = 0; i < Units; i++) file.Append(CultureInfo.InvariantCulture, $"U{i},单位{i},支部,QH\n");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static Task<int> Answered(EventLog log, ImportView import, string sql) => log.Write(s => s.Execute(
        sql, new { actor = "service:directory", key = $"import/{import.Id:D}/{Stopped}", nothing = Array.Empty<byte>(), now = import.RequestedAt }), Ct);

    private static async Task Until(ModuleHost host, ImportView import, Func<ImportView, bool> done)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!done((await host.Get(Administrator, $"/api/directory/imports/{import.Id}")).Read<ImportView>())) await timer.WaitForNextTickAsync(patience.Token);
    }

    private static async Task<List<string>> Found(ModuleHost host) =>
        (await host.Get(Administrator, "/api/units/search?search=U3")).Read<List<UnitView>>().ConvertAll(u => u.Code).FindAll(code => code == "U3");

    private static Task<long> Count(EventLog log, string rows) => log.Read(s => s.Scalar<long>($"select count(*) from {rows} where code like 'U%'"));

    private static async Task<List<string>> Types(EventLog log, ImportView import) => (await log.Read(s => EventLog.ReadStream(s, import.Id))).ConvertAll(e => e.Type);

    // Another service has got as far as the log goes.
    private async Task<long> CountOfCopy(EventLog log)
    {
        var events = await log.Read(async s =>
        {
            var all = new List<RecordedEvent>();
            await foreach (var e in EventLog.StreamAfter(s, _followed, int.MaxValue)) all.Add(e);
            return all;
        });
        foreach (var e in events.Where(e => Subscribed.Contains(e.Type)))
            await _copy.Write(async s =>
            {
                await (await OrganisationReplica.React(s, new Delivery("directory", e, log.Types.Read(e), new Contracts.EventHeaders("a", "k", [])))).Effects(s);
                return 0;
            }, Ct);
        if (events is not []) _followed = events[^1].Cursor;
        return await _copy.Read(s => s.Scalar<long>("select count(*) from organisation_unit where name like '单位%'"));
    }

    private static readonly string[] Subscribed = ["directory.unit-added", "directory.units-imported", "directory.import-completed"];
}

public sealed class ImportCrashOnSqliteTests() : ImportCrashTests(Engine.Sqlite);

public sealed class ImportCrashOnPostgresTests() : ImportCrashTests(Engine.Postgres);
