using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>A service that notes the units of the directory, with an administrator, an auditor and a secretary.</summary>
internal sealed class OperatedHost : IAsyncDisposable
{
    public const string Operations = "/api/operations/sample";
    public static readonly Guid Administrator = Id(101), Auditor = Id(102), Secretary = Id(103);
    public static readonly Subscription Units = new("units", "sample", "directory", new HashSet<string> { "directory.unit-added" });
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ModuleHost _host;
    private readonly ModuleData _data;
    private Poison _poison = null!;

    private OperatedHost(ModuleData data, ModuleHost host) => (_data, _host) = (data, host);

    public EventLog Log => _host.Log;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<OperatedHost> Start(Engine engine)
    {
        var data = await ModuleData.Create(engine, "sample", typeof(OrganisationReplica).Assembly, typeof(Server).Assembly);
        var poison = new Poison();
        var module = await ModuleHost.Start(
            data, "sample",
            (services, config) => services
                .AddEventLog(config, "sample", typeof(OrganisationReplica).Assembly, typeof(Server).Assembly)
                .AddSubscription(Units, _ => poison.React),
            routes => routes.MapOperators("sample"), "directory");
        var host = new OperatedHost(data, module) { _poison = poison };
        foreach (var (person, role) in new[] { (Administrator, PostRoles.Administrator), (Auditor, PostRoles.Auditor), (Secretary, PostRoles.Secretary) })
            await host.Log.Write(s => s.Execute(
                "insert into organisation_post_row (id, person, unit, role, first_day) values (@person, @person, @person, @role, @day)",
                new { person, role, day = new DateOnly(2020, 1, 1) }), Ct);
        return host;
    }

    /// <summary>A host with three blocked events of one stream and one of another, the first of each tried at least once.</summary>
    public static async Task<OperatedHost> StartBlocked(Engine engine)
    {
        var host = await Start(engine);
        host._poison.On = true;
        for (var i = 0; i < 3; i++) await host.Add(1);
        await host.Add(2);
        return host;
    }

    /// <summary>The handler works again.</summary>
    public void Heal() => _poison.On = false;

    /// <summary>From now on no blocked event can be taken off the list.</summary>
    public Task BreakSkipping() => _data.Postgres is { } postgres
        ? postgres.AsOwner(
            """
            create function broken() returns trigger language plpgsql as 'begin raise exception ''broken''; end';
            create trigger broken before delete on blocked for each row execute function broken()
            """)
        : Log.Write(s => s.Execute("create trigger broken before delete on blocked begin select raise(abort, 'broken'); end"), Ct);

    public Task Add(int unit) => _host.Happens(Id(unit), new UnitAdded(Id(unit), "U", "述", UnitKinds.Group));

    public Task<ModuleReply> Get(string path = "", Guid? person = null) => _host.Get(person ?? Administrator, Operations + path);

    public Task<ModuleReply> Post(string path, object body, Guid? person = null, string? key = null) =>
        _host.Post(person ?? Administrator, Operations + path, body, key);

    public Task<ModuleReply> Retry(int unit = 1, Guid? person = null, string? key = null) =>
        Post("/retries", new RetryStreamRequest("directory", "units", Id(unit)), person, key);

    public Task<ModuleReply> Skip(int version, int unit = 1, string reason = "重复", Guid? person = null, string? key = null) =>
        Post("/skips", new SkipEventRequest("directory", "units", Id(unit), version, reason), person, key);

    public Task<ModuleReply> Replay(string from = "0/0/0", int? shard = null, Guid? person = null, string? key = null) =>
        Post("/replays", new ReplaySubscriptionRequest("directory", "units", from, shard), person, key);

    public async Task<BlockedPage> Blocked(string query = "") => (await Get("/blocked" + query)).Read<BlockedPage>();

    /// <summary>What was recorded of what operators did, oldest first.</summary>
    public async Task<List<(RecordedEvent Recorded, object Body, EventHeaders Headers)>> Recorded() =>
        [.. (await Log.Read(s => s.Query<RecordedEvent>(
            "select stream, version, type, schema_version as schemaversion, body, headers, occurred_at as occurredat from event order by version")))
            .Select(e => (e, Log.Types.Read(e), EventTypes.ReadHeaders(e)))];

    /// <summary>Counters that the handler made, as <c>unit/version</c>.</summary>
    public async Task Noted(params string[] wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        List<string> seen;
        while (!(seen = await Noted()).SequenceEqual(wanted) && !patience.IsCancellationRequested) await timer.WaitForNextTickAsync(Ct);
        seen.ShouldBe(wanted);
    }

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<List<string>> Noted() =>
        [.. (await Log.Read(s => s.Query<Row>("select id, version, total from counter")))
            .Select(r => $"{BitConverter.ToInt32(r.Id.ToByteArray())}/{r.Version} x{r.Total}").Order()];

    private sealed class Poison
    {
        private volatile bool _on;

        public bool On { set => _on = value; }

        // Each event of a unit adds one to its counter and leaves its version there.
        public Task<Reaction> React(Session session, Delivery delivery) => _on
            ? throw new InvalidOperationException("poison")
            : Task.FromResult(Reaction.Only(s => s.Execute(
                """
                insert into counter (id, total, version) values (@Stream, 1, @Version)
                on conflict (id) do update set total = counter.total + 1, version = excluded.version
                """, delivery.Event)));
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public int Total { get; init; }
    }
}
