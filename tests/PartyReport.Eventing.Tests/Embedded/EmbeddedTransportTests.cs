using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Compliance;

namespace PartyReport.Eventing.Tests;

public sealed class EmbeddedTransportTests : OperatorCompliance
{
    private readonly Folder _folder = new();
    private IHost _host = null!;

    protected override EventLog Writer => _host.Services.GetRequiredKeyedService<EventLog>("writer");
    protected override EventLog Reader => _host.Services.GetRequiredKeyedService<EventLog>("reader");

    protected override ServiceEventing Operated => _host.Services.GetRequiredKeyedService<ServiceEventing>("reader");

    protected override Task Make()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(EventingSetup.FolderSetting, _folder.Path)]);
        builder.Logging.ClearProviders();
        builder.Services.AddEventLog(builder.Configuration, "writer").AddEventLog(builder.Configuration, "reader")
            .AddSubscription(Units("reader", "writer"), _ => React).AddEmbeddedSubscriptions();
        _host = builder.Build();
        return Task.CompletedTask;
    }

    protected override Task MakeNoted() => Reader.Write(s => s.Execute(
        "create table noted (nr integer primary key, stream text not null, version integer not null, unique (stream, version))"), Ct);

    protected override async Task StartReader()
    {
        _ = (Writer, Reader);
        await _host.StartAsync(Ct);
    }

    protected override async Task StopReader()
    {
        await _host.StopAsync(Ct);
        await End();
        await Make();
    }

    protected override async ValueTask Drop()
    {
        await End();
        _folder.Dispose();
    }

    private ValueTask End() => ((IAsyncDisposable)_host).DisposeAsync();
}
