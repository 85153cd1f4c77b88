using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace PartyReport.Otlp;

/// <summary>
/// Takes what processes send by OTLP over HTTP with protobuf, and keeps all of it. A process sends its spans in batches
/// every few seconds; <see cref="Settings"/> makes it hurry.
/// </summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ImmutableList<OtlpExport> _exports = [];
    private ImmutableList<OtlpSpan> _spans = [];
    private TaskCompletionSource _next = New();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", Take);
    }

    /// <summary>Everything that came, in its order.</summary>
    public IReadOnlyList<OtlpExport> Exports => _exports;

    /// <summary>Every span that came.</summary>
    public IReadOnlyList<OtlpSpan> Spans => _spans;

    /// <summary>Address for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>Standard variables with which a process sends everything to here, soon.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_BLRP_SCHEDULE_DELAY"] = "100", ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };

    public static async Task<OtlpReceiver> Start()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what has come satisfies a condition; says what it waited for when it does not in time.</summary>
    public async Task<T> Until<T>(string what, Func<OtlpReceiver, T?> look, TimeSpan patience) where T : class
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (look(this) is { } found) return found;
            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                var spans = string.Join(", ", _spans.Select(s => $"{s.Service}/{s.Name}"));
                throw new TimeoutException($"Waited until {what}. Came: {_exports.Count} requests, spans: {spans}", e);
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (signal, bytes) = ((string)context.GetRouteValue("signal")!, body.ToArray());
        if (signal == "traces") ImmutableInterlocked.Update(ref _spans, (all, more) => all.AddRange(more), OtlpReader.Spans(bytes));
        ImmutableInterlocked.Update(ref _exports, (all, more) => all.Add(more), new OtlpExport(signal, OtlpReader.Resources(bytes), bytes));
        Interlocked.Exchange(ref _next, New()).SetResult();
        // An empty message: all of it was taken.
        context.Response.ContentType = "application/x-protobuf";
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
