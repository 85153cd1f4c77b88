using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Load.Ways;

/// <summary>
/// The product's own way: a service with a log and a relay, a service with a subscription, both as they are in production,
/// in this process. The subscriber's handler only has effects.
/// </summary>
/// <param name="neighbour">How long a second subscription of the same events needs for each; null: there is none.</param>
internal sealed class OurWay(Sabotage sabotage, TimeSpan? neighbour = null) : IWay
{
    private static readonly EventHeaders Headers = new("load", "load", []);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly string _folder = Directory.CreateTempSubdirectory("load").FullName;
    private PostgresModule _writerDatabase = null!, _readerDatabase = null!;
    private IHost _writer = null!, _reader = null!;
    private EventLog _log = null!;
    private NpgsqlDataSource _effects = null!;

    public string Name => "ours";
    public Ledger Ledger { get; } = new();

    private string WriterName => "writer" + _run;
    private string ReaderName => "reader" + _run;
    private Subscription Subscription => new("effects", ReaderName, WriterName, new HashSet<string> { "load.measured" });

    private Subscription Neighbour => Subscription with { Name = "neighbour" };

    private Subscription[] Subscriptions => neighbour is null ? [Subscription] : [Subscription, Neighbour];

    public async Task Start()
    {
        await Make();
        await StartBoth();
    }

    /// <summary>Both services, not started: what is written waits in the log.</summary>
    public async Task Make()
    {
        _writerDatabase = await PostgresModule.Create(WriterName, typeof(EventLog).Assembly);
        _readerDatabase = await PostgresModule.Create(ReaderName, typeof(EventLog).Assembly);
        await _readerDatabase.AsOwner($"{Rows.Effect}; grant select, insert on effect to \"{_readerDatabase.RuntimeRole}\"");
        _effects = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_readerDatabase.Runtime) { SearchPath = ReaderName }.ToString());
        var broker = await Servers.Servers.RabbitMq();
        _writer = Build(WriterName, _writerDatabase, broker);
        _log = _writer.Services.GetRequiredKeyedService<EventLog>(WriterName);
        _reader = Build(ReaderName, _readerDatabase, broker, services => services
            .AddKeyedSingleton(ReaderName, (provider, _) => new EventLog(
                ReaderName, new EffectWatch(provider.GetRequiredService<PostgresSchema>(), Ledger), new EventTypes(typeof(Measured).Assembly),
                provider.GetRequiredService<Wakeups>(), provider.GetRequiredService<TimeProvider>()))
            .AddSubscription(Subscription, _ => React), neighbour is { } ? services => services.AddSubscription(Neighbour, _ => Wait) : _ => { });
    }

    public async Task StartBoth()
    {
        await _reader.StartAsync();
        await _writer.StartAsync();
    }

    public Task Append(Guid stream, int version)
    {
        var written = _log.Types.Write(stream, version, Measured.OneKibibyte, Headers, TimeProvider.System.GetUtcNow());
        return _log.Write(async session =>
        {
            await EventLog.Append(session, [written]);
            return 1;
        }, CancellationToken.None);
    }

    /// <summary>Many events at once, which the relay has still to send.</summary>
    public Task AppendMany(IEnumerable<(Guid Stream, int Version)> events) => _log.Write(async session =>
    {
        await EventLog.Append(session, [.. events.Select(
            e => _log.Types.Write(e.Stream, e.Version, Measured.OneKibibyte, Headers, TimeProvider.System.GetUtcNow()))]);
        return 1;
    }, CancellationToken.None);

    public Task<(long Effects, long Reordered)> Count() => Rows.Count(_effects);

    private Task<Reaction> React(Session session, Delivery delivery)
    {
        EffectWatch.Expect(session, delivery.Event);
        return Task.FromResult(sabotage.Effect(delivery.Event));
    }

    private async Task<Reaction> Wait(Session session, Delivery delivery)
    {
        await Task.Delay(neighbour!.Value);
        return Reaction.None;
    }

    private IHost Build(string name, PostgresModule database, Uri broker, params Action<IServiceCollection>[] more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            new(EventingSetup.FolderSetting, _folder), new(EventingSetup.PostgresSetting, database.Runtime),
            new(BrokerSetup.UriSetting, broker.ToString())]);
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        sabotage.Services(builder.Services);
        builder.Services.AddEventLog(builder.Configuration, name, typeof(Measured).Assembly).AddBroker(builder.Configuration, name, Subscriptions);
        foreach (var part in more) part(builder.Services);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _reader, _writer })
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
        await _effects.DisposeAsync();
        await _writerDatabase.DisposeAsync();
        await _readerDatabase.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
