using System.Text;
using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Directory.Tests;

/// <summary>A directory with the demo county, and what tests do with its imports.</summary>
internal sealed class ImportHost(ModuleData data, ModuleHost host) : IAsyncDisposable
{
    public const string UnitHead = "编码,名称,类别,上级编码\n", PostHead = "人员编号,姓名,单位编码,岗位,职务,开始日期,结束日期\n";
    private static readonly Guid Administrator = DemoCounty.Administrator;

    public ModuleData Data => data;

    public ModuleHost Host => host;

    public static async Task<ImportHost> Start(Engine engine)
    {
        var data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        var host = await ModuleHost.Start(data, DirectoryModule.Name, (services, config) => services.AddDirectory(config), routes => routes.MapDirectory());
        await host.Services.SeedDemoCounty(TestContext.Current.CancellationToken);
        return new ImportHost(data, host);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    public Task<ModuleReply> Check(string kind, string file, string mode = "add") =>
        Host.Post(Administrator, $"/api/directory/imports?kind={kind}&mode={mode}", Encoding.UTF8.GetBytes(file));

    public async Task<ImportView> Checked(string kind, string file, string mode = "add")
    {
        var reply = await Check(kind, file, mode);
        reply.Status.ShouldBe(201, reply.Text);
        return reply.Read<ImportView>();
    }

    public async Task Written(ImportView import)
    {
        (await Host.Post(Administrator, $"/api/directory/imports/{import.Id}/start", new { })).Status.ShouldBe(202);
        await Until(import, "completed");
    }

    /// <summary>Waits for a state of an import.</summary>
    public async Task<ImportView> Until(ImportView import, string state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        ImportView seen;
        while ((seen = (await Host.Get(Administrator, $"/api/directory/imports/{import.Id}")).Read<ImportView>()).State != state)
            await timer.WaitForNextTickAsync(patience.Token);
        return seen;
    }

    public Task<long> Version() => Host.Log.Read(Directory.Imports.ImportRow.OrganisationVersion);

    public async Task<UnitView?> Unit(string code) =>
        (await Host.Get(Administrator, "/api/units")).Read<List<UnitView>>().Find(u => u.Code == code);

    public async Task<List<PersonView>> Found(string search) =>
        (await Host.Get(Administrator, $"/api/people?search={Uri.EscapeDataString(search)}")).Read<List<PersonView>>();

    public async Task<List<string>> Types(ImportView import) =>
        (await Host.Log.Read(s => EventLog.ReadStream(s, import.Id))).ConvertAll(e => e.Type);

    public static IEnumerable<string> Faults(ModuleReply reply) => JsonDocument.Parse(reply.Body).RootElement.GetProperty("faults")
        .Deserialize<List<ImportFault>>(WireJson.Options)!.Select(f => $"{f.Line} {f.Column} {f.Code}");
}
