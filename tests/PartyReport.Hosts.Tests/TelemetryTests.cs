using System.Net;
using System.Text;
using Npgsql;
using PartyReport.Otlp;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

public sealed class TelemetryTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736", Caller = "00f067aa0ba902b7";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_request_is_a_span_below_its_caller()
    {
        await using var receiver = await OtlpReceiver.Start();
        using var settings = new Settings().With(receiver.Settings);
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);

        await Ask(host);
        var span = await receiver.Until("the request's span is there", r => r.Spans.FirstOrDefault(s => s.TraceId == TraceId), Patience);

        span.ParentSpanId.ShouldBe(Caller);
        span.Kind.ShouldBe(OtlpSpanKind.Server);
        span.Service.ShouldBe("partyreport-drafting");
        span.Attributes["http.route"].ShouldBe("/api/reports/{id:guid}");
        span.Attributes["http.response.status_code"].ShouldBe("401");
    }

    [Fact]
    public async Task Traces_metrics_and_logs_name_the_process_and_nothing_that_was_asked_for()
    {
        await using var receiver = await OtlpReceiver.Start();
        using var settings = new Settings().With(receiver.Settings).With("Logging:LogLevel:Microsoft.AspNetCore", "Information");
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);

        await Ask(host);
        await receiver.Until("all three signals are there", r => r.Spans.Any(s => s.TraceId == TraceId)
            && r.Exports.Any(e => e.Signal == "metrics") && r.Exports.Any(e => e.Signal == "logs") ? r : null, Patience);
        await host.Stop();

        foreach (var resource in receiver.Exports.SelectMany(e => e.Resources))
        {
            resource["service.name"].ShouldBe("partyreport-drafting");
            resource["service.version"].ShouldMatch(@"^\d+\.\d+\.\d+$");
            resource["service.instance.id"].ShouldNotBeEmpty();
        }
        receiver.Spans.ShouldNotContain(s => s.Attributes.Values.Any(v => v.Contains("/health", StringComparison.Ordinal)));
        Sent(receiver, "whoasks").ShouldBeFalse();
        Sent(receiver, "zhangsan").ShouldBeFalse();
        Sent(receiver, "s3cret").ShouldBeFalse();
    }

    [Fact]
    public async Task One_signal_alone_goes_where_its_own_variable_says()
    {
        await using var receiver = await OtlpReceiver.Start();
        using var settings = new Settings().With(receiver.Settings)
            .With("OTEL_EXPORTER_OTLP_ENDPOINT", null).With("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Address + "/v1/traces");
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);

        await Ask(host);
        await receiver.Until("the request's span is there", r => r.Spans.FirstOrDefault(s => s.TraceId == TraceId), Patience);
        await host.Stop();

        receiver.Exports.ShouldAllBe(e => e.Signal == "traces");
    }

    [Fact]
    public async Task Without_an_endpoint_there_is_no_telemetry()
    {
        using var settings = new Settings();
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);
        await Ask(host);

        var loaded = await File.ReadAllTextAsync($"/proc/{host.Id}/maps", TestContext.Current.CancellationToken);

        loaded.ShouldContain("PartyReport.Hosting.dll");
        loaded.ShouldNotContain("OpenTelemetry.dll");
    }

    [Fact]
    public async Task A_statement_is_a_span_of_its_request_without_values_and_the_loops_have_none()
    {
        await using var database = await PostgresModule.Create("drafting");
        await using var receiver = await OtlpReceiver.Start();
        using var settings = new Settings(database).With("Postgres:OwnerConnectionString", database.Owner);
        (await HostProcess.Run("Drafting", settings, "--migrate")).Code.ShouldBe(0);
        await using var host = HostProcess.Start("Drafting", settings.With(receiver.Settings).With("Postgres:OwnerConnectionString", null));
        await host.Answers("/health/ready", HttpStatusCode.OK);

        await Ask(host, Guid.NewGuid());
        (await host.Stop()).Code.ShouldBe(0);

        var statements = receiver.Spans.Where(s => s.Source == "Npgsql").ToList();
        statements.ShouldNotBeEmpty();
        statements.ShouldAllBe(s => s.TraceId == TraceId && s.Kind == OtlpSpanKind.Client);
        Sent(receiver, new NpgsqlConnectionStringBuilder(database.Runtime).Password!).ShouldBeFalse();
        statements.ShouldContain(s => s.Attributes["db.query.text"].Contains("where stream = @stream", StringComparison.Ordinal));
    }

    private static bool Sent(OtlpReceiver receiver, string text) =>
        receiver.Exports.Any(e => Encoding.UTF8.GetString(e.Body).Contains(text, StringComparison.OrdinalIgnoreCase));

    private static async Task Ask(HostProcess host, Guid? person = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/reports/{Guid.NewGuid()}?whoasks=zhangsan");
        request.Headers.Add("traceparent", $"00-{TraceId}-{Caller}-01");
        if (person is { } id) request.Headers.Authorization = TestTokens.For(id, "drafting");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(person is null ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound);
    }
}
