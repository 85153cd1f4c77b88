using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Archive.Tests;

/// <summary>The archive on a data folder of its own. Events are handed to it as its subscriptions would.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly EventTypes Types = new();
    private readonly ModuleData _data;
    private ServiceProvider _services = null!;

    private Rig(ModuleData data)
    {
        _data = data;
        Start();
    }

    public string Folder => _data.Folder;
    public PostgresModule Postgres => _data.Postgres!;
    public FakeTimeProvider Clock { get; } = new(Events.Now);
    public Overheard Logger { get; } = new();
    public EventLog Log => _services.GetRequiredKeyedService<EventLog>(ArchiveModule.Name);
    public LogPublisher Publisher => _services.GetRequiredService<LogPublisher>();
    public Wakeups Wakeups => _services.GetRequiredService<Wakeups>();
    public PublishedLog Published => _services.GetRequiredService<PublishedLog>();
    public string LogFolder => Path.Combine(Folder, "archive", "log");
    public string Database => Path.Combine(Folder, "archive.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Rig> Make(Engine engine = Engine.Sqlite) => new(await ModuleData.Create(
        engine, ArchiveModule.Name, typeof(OrganisationReplica).Assembly, typeof(ArchiveModule).Assembly));

    public string InArchive(string file) => Path.Combine(Folder, "archive", file);

    /// <summary>Ends the process, as far as the files are concerned, and starts it again.</summary>
    public async Task Restart(Action? meanwhile = null)
    {
        await Stop();
        meanwhile?.Invoke();
        Start();
    }

    public static Delivery Deliver(string publisher, Guid stream, int version, object body, params Cause[] causes)
    {
        var headers = new EventHeaders(Events.Author.ToString("D"), "key", causes);
        var e = Types.Write(stream, version, body, headers, Events.Now);
        var recorded = new RecordedEvent
        {
            Stream = stream, Version = version, Type = e.Type, SchemaVersion = e.SchemaVersion, Body = e.Body, Headers = e.Headers,
            OccurredAt = e.OccurredAt,
        };
        return new Delivery(publisher, recorded, body, headers);
    }

    /// <summary>One transaction, as a subscription makes it: all reactions are decided first.</summary>
    public Task Hear(params Delivery[] slice) => Hear(Log, _services.GetRequiredService<Sequencer>(), slice);

    public static Task Hear(EventLog log, Sequencer sequencer, params Delivery[] slice) => log.Write(async session =>
    {
        var reactions = await sequencer.React(session, slice);
        foreach (var e in reactions.SelectMany(r => r.Events))
            await session.Execute(
                """
                insert into event (stream, version, generation, type, schema_version, body, headers, occurred_at)
                values (@Stream, @Version, 1, @Type, @SchemaVersion, @Body, @Headers, @OccurredAt)
                """, e);
        foreach (var reaction in reactions) await reaction.Effects(session);
        return 0;
    }, Ct);

    /// <summary>What the archive's subscription to its own log does.</summary>
    public async Task HearItself()
    {
        foreach (var e in await Log.Read(s => s.Query<RecordedEvent>(
            "select stream, version, type, schema_version as schemaversion, body, headers, occurred_at as occurredat from event order by position")))
            await Hear(new Delivery(ArchiveModule.Name, e, Types.Read(e), EventTypes.ReadHeaders(e)));
    }

    public Task Sweep() => new HeldSweep(Log, Clock, Logger).Once(Ct);

    /// <summary>Opens the log and seals everything.</summary>
    public async Task Seal()
    {
        if (Publisher.Key is null) await Publisher.Open();
        while (await Publisher.Once(Ct))
        {
        }
    }

    public Task<AuditView> Audit() => Log.Read(s => AuditContent.Run(s, Publisher.Key!, Published.Checkpoint));

    /// <summary>The trail, as <c>index publisher/version</c>, with <c>early</c> where it says so.</summary>
    public async Task<List<string>> Leaves() =>
        (await Log.Read(s => s.Query<Logged>("select idx, publisher, version, early from leaf order by idx"))).ConvertAll(l => l.ToString());

    public Task<T?> Ask<T>(string sql) => Log.Read(s => s.Scalar<T>(sql));

    /// <summary>Changes a row in a way that the product never would.</summary>
    public Task Tamper(string sql, object? args = null) => Log.Write(async s =>
    {
        foreach (var trigger in await s.Query<string>("select name from sqlite_master where type = 'trigger'"))
            await s.Execute($"drop trigger {trigger}");
        (await s.Execute(sql, args)).ShouldBeGreaterThan(0);
        return 0;
    }, Ct);

    public (int Exit, string Output) Verify()
    {
        using var output = new StringWriter();
        var exit = Verifier.Run(["log", LogFolder, "--key", InArchive("log.vkey")], output);
        return (exit, output.ToString());
    }

    private void Start()
    {
        var config = new ConfigurationBuilder().AddInMemoryCollection(_data.Settings).Build();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddArchive(config).BuildServiceProvider();
    }

    private async Task Stop()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _data.DisposeAsync();
    }

    private sealed record Logged
    {
        public long Idx { get; init; }
        public string Publisher { get; init; } = "";
        public int Version { get; init; }
        public bool Early { get; init; }

        public override string ToString() => $"{Idx} {Publisher}/{Version}{(Early ? " early" : "")}";
    }
}
