using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartyReport.Contracts;

namespace PartyReport.Eventing.Tests;

/// <summary>Two services on PostgreSQL with a real broker between them. Their names are new each time, so the queues are as well.</summary>
internal sealed class BrokerRig : IAsyncDisposable
{
    private static readonly Uri Broker = new("amqp://pr:pr@127.0.0.1:56999/");
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

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Make(Func<Session, Delivery, Task<Reaction>> react)
    {
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

    public async ValueTask DisposeAsync()
    {
        await End(_reader);
        await End(_writer);
        await _writerDatabase.DisposeAsync();
        await _readerDatabase.DisposeAsync();
        _folder.Dispose();
    }

    private IHost BuildReader() => Build(ReaderName, _readerDatabase, services => services.AddSubscription(Units, _ => _react));

    private IHost Build(string name, TempModule database, Action<IServiceCollection> more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([
            new(EventingSetup.FolderSetting, _folder.Path), new(EventingSetup.PostgresSetting, database.Runtime),
            new(BrokerSetup.UriSetting, Broker.ToString())]);
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("RIG_LOG") is not null) builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Information);
        builder.Services.AddEventLog(builder.Configuration, name).AddBroker(builder.Configuration, name, [Units]);
        more(builder.Services);
        return builder.Build();
    }

    private static async Task End(IHost host)
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
