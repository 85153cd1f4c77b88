using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PartyReport.Hosting;

/// <summary>Traces, metrics and logs by OTLP. Nothing of it is there without an endpoint.</summary>
public static class TelemetrySetup
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    // Asked several times a second; each would be a trace of its own.
    private const string SessionPoll = "/internal/sessions/ended";
    private const UriComponents WithoutQuery = UriComponents.SchemeAndServer | UriComponents.Path;

    /// <summary>Standard variables that turn it on: the first all of it, each other one its own part.</summary>
    internal static readonly string[] Endpoints =
        [Prefix + "ENDPOINT", Prefix + "TRACES_ENDPOINT", Prefix + "METRICS_ENDPOINT", Prefix + "LOGS_ENDPOINT"];

    /// <summary>
    /// Sends telemetry as <c>partyreport-</c><paramref name="name"/> to where the standard variables say. No names, texts or
    /// query strings of requests are in it; SQL is, without its values.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string name)
    {
        if (Endpoints.Any(e => builder.Configuration[e] is { Length: > 0 })) Send(builder, name);
    }

    // A method of its own: where telemetry is off, not even its assemblies are loaded.
    private static void Send(IHostApplicationBuilder builder, string name)
    {
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            "partyreport-" + name, serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version!.ToString(3)));
        if (To(builder.Configuration, "TRACES") is { } traces) telemetry.WithTracing(t => Trace(t).AddOtlpExporter(traces));
        if (To(builder.Configuration, "METRICS") is { } metrics) telemetry.WithMetrics(m => Measure(m).AddOtlpExporter(metrics));
        if (To(builder.Configuration, "LOGS") is { } logs) telemetry.WithLogging(l => l.AddOtlpExporter(logs));
        // These lines hold addresses with their query strings.
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("System.Net.Http.HttpClient", LogLevel.Warning);
    }

    // The exporter knows the variables for all signals; those for one are left to us. Null: this signal goes nowhere.
    private static Action<OtlpExporterOptions>? To(IConfiguration config, string signal)
    {
        if (config[$"{Prefix}{signal}_ENDPOINT"] is not { Length: > 0 } own)
            return config[Endpoints[0]] is { Length: > 0 } ? _ => { } : null;
        return options =>
        {
            options.Endpoint = new Uri(own);
            options.Headers = config[$"{Prefix}{signal}_HEADERS"] ?? options.Headers;
            if (config[$"{Prefix}{signal}_PROTOCOL"] is { Length: > 0 } protocol)
                options.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        };
    }

    // The broker's own spans are not asked for: the event's way has spans of ours.
    private static TracerProviderBuilder Trace(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(o =>
        {
            o.Filter = context => !context.Request.Path.StartsWithSegments("/health") && context.Request.Path != SessionPoll;
            o.EnrichWithHttpRequest = (span, _) => span.SetTag("url.query", null);
        })
        .AddHttpClientInstrumentation(o =>
        {
            o.FilterHttpRequestMessage = request => request.RequestUri?.AbsolutePath != SessionPoll;
            o.EnrichWithHttpRequestMessage =
                (span, request) => span.SetTag("url.full", request.RequestUri?.GetComponents(WithoutQuery, UriFormat.UriEscaped));
        })
        .AddNpgsql()
        .AddSource(Eventing.Telemetry.SourceName, "PartyReport.Archive")
        .AddProcessor(new QuietPolling());

    private static MeterProviderBuilder Measure(MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
        .AddMeter("Npgsql", "Polly", Eventing.Telemetry.SourceName);
}
