using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartyReport.Contracts;
using RabbitMQ.Client;

namespace PartyReport.Eventing.Tests;

/// <summary>Two services on PostgreSQL with a real broker between them. Their names are new each time, so the queues are as well.</summary>
internal sealed class BrokerRig : IAsyncDisposable
{
    private static readonly Uri Broker = new("amqp://pr:pr@127.0.0.1:56999/");
    private readonly TcpProxy _wire = new(new IPEndPoint(IPAddress.Loopback, Broker.Port));
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly Folder _folder = new();
    private TempModule _writerDatabase = null!, _readerDatabase = null!;
    private IHost _writer = null!, _reader = null!;
    private Func<Session, Delivery, Task<Reaction>> _react = null!;

    public EventLog Writer => _writer.Services.GetRequiredKeyedService<EventLog>(WriterName);
    public EventLog Reader => _reader.Services.GetRequiredKeyedService<EventLog>(ReaderName);
    public string WriterName => "writer" + _run;
    public string ReaderName => "reader" + _run;
    public Subscription Units => new("units", ReaderName, WriterName, new HashSet<string> { "directory.unit-added" });

    /// <summary>What both services logged as a warning or worse.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The wire of both services to the broker; closed until <see cref="Make"/>, unless that is told otherwise.</summary>
    public TcpProxy Wire => _wire;

    public string WriterOwner => _writerDatabase.Owner;

    public string Folder => _folder.Path;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Make(Func<Session, Delivery, Task<Reaction>> react, bool broker = true)
    {
        if (broker) _wire.Open();
        _react = react;
        _writerDatabase = await TempModule.Create(WriterName, typeof(EventLog).Assembly);
        _readerDatabase = await TempModule.Create(ReaderName, typeof(EventLog).Assembly);
        _writer = Build(WriterName, _writerDatabase, _ => { });
        _reader = BuildReader();
        await _writer.StartAsync(Ct);
    }

    public async Task MakeNoted()
    {
        await using var connection = new NpgsqlConnection(_readerDatabase.Owner);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"""
            create table "{ReaderName}".noted (
                nr bigint generated always as identity, stream uuid not null, version integer not null, unique (stream, version));
            grant select, insert on "{ReaderName}".noted to public
            """, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public Task StartReader() => _reader.StartAsync(Ct);

    public async Task StopReader()
    {
        await End(_reader);
        _reader = BuildReader();
    }

    public Task StopWriter() => End(_writer);

    /// <summary>Starts the writer again, on another database when one is named.</summary>
    public Task StartWriter(string? database = null)
    {
        _writer = Build(WriterName, _writerDatabase, _ => { }, database);
        return _writer.StartAsync(Ct);
    }

    /// <summary>A channel to the broker past the wire.</summary>
    public static async Task<IChannel> Channel()
    {
        var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync(Ct);
        return await connection.CreateChannelAsync(cancellationToken: Ct);
    }

    /// <summary>Queues of all lanes.</summary>
    public IEnumerable<string> Queues => Enumerable.Range(0, BrokerSetup.Shards)
        .Select(shard => Eventing.Queues.Of(WriterName, new Lane(ReaderName, "units", shard)));

    public async ValueTask DisposeAsync()
    {
        await End(_reader);
        await End(_writer);
        _wire.Dispose();
        await _writerDatabase.DisposeAsync();
        await _readerDatabase.DisposeAsync();
        _folder.Dispose();
    }

    private IHost BuildReader() => Build(ReaderName, _readerDatabase, services => services.AddSubscription(Units, _ => _react));

    private IHost Build(string name, TempModule database, Action<IServiceCollection> more, string? other = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            new(EventingSetup.FolderSetting, _folder.Path), new(EventingSetup.PostgresSetting, other ?? database.Runtime),
            new(BrokerSetup.UriSetting, $"amqp://{Broker.UserInfo}@127.0.0.1:{_wire.Port}/")]);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Ear(Heard)).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddEventLog(builder.Configuration, name).AddBroker(builder.Configuration, name, [Units]);
        more(builder.Services);
        return builder.Build();
    }

    public string WriterRuntime => _writerDatabase.Runtime;

    private static async Task End(IHost host)
    {
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
