using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PartyReport.Hosting;

/// <summary>Traces, metrics and logs by OTLP. Nothing of it is there without an endpoint.</summary>
public static class TelemetrySetup
{
    private const string General = "OTEL_EXPORTER_OTLP_ENDPOINT", Traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        Metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Logs = "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT";

    private const UriComponents WithoutQuery = UriComponents.SchemeAndServer | UriComponents.Path;

    /// <summary>Standard variables that turn it on: the first all of it, each other one its own part.</summary>
    internal static readonly string[] Endpoints = [General, Traces, Metrics, Logs];

    /// <summary>
    /// Sends telemetry as <c>partyreport-</c><paramref name="name"/> to where the standard variables say. No names, texts or
    /// query strings of requests are in it; SQL is, without its values.
    /// </summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string name)
    {
        bool To(string endpoint) => builder.Configuration[endpoint] is { Length: > 0 };
        if (!Endpoints.Any(To)) return;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            "partyreport-" + name, serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version!.ToString(3)));
        if (To(General) || To(Traces)) telemetry.WithTracing(Trace);
        if (To(General) || To(Metrics)) telemetry.WithMetrics(Measure);
        if (To(General) || To(Logs)) telemetry.WithLogging(logs => logs.AddOtlpExporter());
        // These lines hold addresses with their query strings.
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("System.Net.Http.HttpClient", LogLevel.Warning);
    }

    // The broker's own spans are not asked for: the event's way has spans of ours.
    private static void Trace(TracerProviderBuilder traces) => traces
        .AddAspNetCoreInstrumentation(o =>
        {
            o.Filter = context => !context.Request.Path.StartsWithSegments("/health");
            o.EnrichWithHttpRequest = (span, _) => span.SetTag("url.query", null);
        })
        .AddHttpClientInstrumentation(o => o.EnrichWithHttpRequestMessage =
            (span, request) => span.SetTag("url.full", request.RequestUri?.GetComponents(WithoutQuery, UriFormat.UriEscaped)))
        .AddNpgsql()
        .AddSource(Eventing.Telemetry.SourceName, "PartyReport.Archive")
        .AddProcessor(new QuietPolling())
        .AddOtlpExporter();

    private static void Measure(MeterProviderBuilder metrics) => metrics
        .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
        .AddMeter("Npgsql", Eventing.Telemetry.SourceName)
        .AddOtlpExporter();
}
