using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Servers;
using RabbitMQ.Client;

namespace PartyReport.Eventing.Tests;

/// <summary>Two services on PostgreSQL with a real broker between them. Their names are new each time, so the queues are as well.</summary>
internal sealed class BrokerRig : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly Folder _folder = new();
    private PostgresModule _writerDatabase = null!, _readerDatabase = null!;
    private IHost _writer = null!, _reader = null!;
    private Func<Session, Delivery, Task<Reaction>> _react = null!;
    private Uri _broker = null!;
    private int _commits;

    public EventLog Writer => _writer.Services.GetRequiredKeyedService<EventLog>(WriterName);
    public EventLog Reader => _reader.Services.GetRequiredKeyedService<EventLog>(ReaderName);
    public ServiceEventing Operated => _reader.Services.GetRequiredKeyedService<ServiceEventing>(ReaderName);
    public ServiceEventing Sending => _writer.Services.GetRequiredKeyedService<ServiceEventing>(WriterName);
    public string WriterName => "writer" + _run;
    public string ReaderName => "reader" + _run;
    public Subscription Units => new("units", ReaderName, WriterName, new HashSet<string> { "directory.unit-added" });

    /// <summary>What both services logged as a warning or worse.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The wire of both services to the broker; closed until <see cref="Make"/>, unless that is told otherwise.</summary>
    public TcpProxy Wire { get; private set; } = null!;

    public PostgresModule WriterDatabase => _writerDatabase;
    public PostgresModule ReaderDatabase => _readerDatabase;

    public string Folder => _folder.Path;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Make(Func<Session, Delivery, Task<Reaction>> react, bool broker = true)
    {
        _broker = await Servers.Servers.RabbitMq();
        Wire = new TcpProxy(_broker.Host, _broker.Port);
        if (broker) Wire.Open();
        _react = react;
        _writerDatabase = await PostgresModule.Create(WriterName, typeof(EventLog).Assembly);
        _readerDatabase = await PostgresModule.Create(ReaderName, typeof(EventLog).Assembly);
        _writer = Build(WriterName, _writerDatabase, _ => { });
        _reader = BuildReader();
        await _writer.StartAsync(Ct);
    }

    public Task MakeNoted() => _readerDatabase.AsOwner(
        $"""
        create table noted (
            nr bigint generated always as identity, stream uuid not null, version integer not null, unique (stream, version));
        grant select, insert, delete on noted to "{_readerDatabase.RuntimeRole}"
        """);

    /// <summary>Commits events to the writer's log.</summary>
    public Task Write(params NewEvent[] events) => Writer.Commit(
        new CommandKey("a", $"{++_commits}"), new StoredAnswer(), events, _ => Task.CompletedTask, Ct);

    public NewEvent Unit(int stream, int version, string? name = null) => Writer.Types.Write(
        Sample.Stream(stream), version, new UnitAdded(Sample.Stream(stream), "U", name ?? $"{stream}/{version}", UnitKinds.Group),
        new EventHeaders("a", "k", []), Sample.Now);

    /// <summary>What the reader does with an event unless it is told otherwise.</summary>
    public static Task<Reaction> Note(Session session, Delivery delivery) => Task.FromResult(Reaction.Only(
        s => s.Execute("insert into noted (stream, version) values (@Stream, @Version)", delivery.Event)));

    public Task<int> Count() => Reader.Read(s => s.Scalar<int>("select count(*) from noted"));

    /// <summary>Waits for so many effects, and that there are no more.</summary>
    public async Task Noted(int wanted)
    {
        await Eventually($"{wanted} effects", async () => await Count() >= wanted);
        (await Count()).ShouldBe(wanted);
    }

    public Task Eventually(string what, Func<Task<bool>> probe) => Eventually(what, probe, () => string.Join(" | ", Heard.TakeLast(20)));

    public static async Task Eventually(string what, Func<Task<bool>> probe, Func<string> said)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await probe())
        {
            if (patience.IsCancellationRequested) Assert.Fail($"gave up waiting for {what}; heard: {said()}");
            await timer.WaitForNextTickAsync(Ct);
        }
    }

    public Task StartReader() => _reader.StartAsync(Ct);

    public async Task StopReader()
    {
        await End(_reader);
        _reader = BuildReader();
    }

    /// <summary>Ends when relay and subscriptions of the writer do.</summary>
    public Task WriterEnded => _writer.Services.GetServices<IHostedService>().OfType<BrokerService>().Single().ExecuteTask!;

    public Task StopWriter() => End(_writer);

    /// <summary>Starts the writer again, on another database when one is named.</summary>
    public Task StartWriter(string? database = null)
    {
        _writer = Build(WriterName, _writerDatabase, _ => { }, database);
        return _writer.StartAsync(Ct);
    }

    /// <summary>A channel to the broker past the wire.</summary>
    public async Task<IChannel> Channel()
    {
        var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync(Ct);
        return await connection.CreateChannelAsync(cancellationToken: Ct);
    }

    /// <summary>Queues of all lanes.</summary>
    public IEnumerable<string> Queues => Enumerable.Range(0, BrokerSetup.Shards)
        .Select(shard => Eventing.Queues.Of(WriterName, new Lane(ReaderName, "units", shard)));

    public async ValueTask DisposeAsync()
    {
        await End(_reader);
        await End(_writer);
        Wire.Dispose();
        await _writerDatabase.DisposeAsync();
        await _readerDatabase.DisposeAsync();
        _folder.Dispose();
    }

    private IHost BuildReader() => Build(ReaderName, _readerDatabase, services => services.AddSubscription(Units, _ => _react));

    private IHost Build(string name, PostgresModule database, Action<IServiceCollection> more, string? other = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            new(EventingSetup.FolderSetting, _folder.Path), new(EventingSetup.PostgresSetting, other ?? database.Runtime),
            new(BrokerSetup.UriSetting, $"amqp://{_broker.UserInfo}@127.0.0.1:{Wire.Port}/")]);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Ear(Heard)).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddEventLog(builder.Configuration, name).AddBroker(builder.Configuration, name, [Units]);
        more(builder.Services);
        return builder.Build();
    }

    private static async Task End(IHost host)
    {
        // A bus that is stopped while some of its queues are still being started leaves those with a consumer for ever; a
        // process ends with its connections, a test does not.
        await host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, StartPatience);
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private sealed class Ear(ConcurrentQueue<string> heard) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            heard.Enqueue(formatter(state, exception));
        public void Dispose() { }
    }
}
