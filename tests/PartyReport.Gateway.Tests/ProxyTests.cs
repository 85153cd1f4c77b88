using System.Net;
using System.Text.Json;
using PartyReport.Contracts.Directory;
using PartyReport.FreePorts;

namespace PartyReport.Gateway.Tests;

/// <summary>The gateway as a process, and a service behind it that believes the key it wrote.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly int _reviewPort = Ports.Free();
    private Dictionary<string, string> _settings = [];
    private Destination _service = null!;
    private GatewayProcess _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var port = Ports.Free();
        _settings = GatewayProcess.Settings(_folder, $"http://127.0.0.1:{port}");
        _settings["Services:Review"] = $"http://127.0.0.1:{_reviewPort}";
        // The gateway first: a service needs the key that it makes.
        _gateway = await GatewayProcess.Serve(_settings);
        _service = await Destination.Start(PublicKey, port);
    }

    [Fact]
    public async Task A_service_believes_the_token_and_sees_nothing_that_the_caller_claims()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/api/reports/1?x=2", await _gateway.SignIn(), null, ("Authorization", "Bearer forged"),
            ("X-User-Id", "1"), ("x-user-name", "1"), ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Anything", "1"), ("Forwarded", "for=10.0.0.1"));
        var reached = await Destination.Read(response);

        (reached.Person, reached.Address).ShouldBe((DemoCounty.Secretary, "/api/reports/1?x=2"));
        reached.Headers.Keys.ShouldNotContain(k => k.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || k == "Forwarded" || k == "Cookie");
        reached.Headers["Authorization"].ShouldNotContain("forged");
    }

    [Fact]
    public async Task A_token_for_one_service_is_not_believed_by_another()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/api/units", await _gateway.SignIn());

        (await Refused(response)).ShouldBe((HttpStatusCode.Unauthorized, "request.not-signed-in"));
    }

    [Fact]
    public async Task A_trace_that_the_caller_began_goes_on_in_the_service()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/api/reports/1", await _gateway.SignIn(), null,
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        (await Destination.Read(response)).Headers["traceparent"].ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Theory]
    [InlineData("//api/cycles/1")]
    [InlineData("/api//cycles/1")]
    [InlineData("/api%2fcycles/1")]
    [InlineData("/api%5ccycles/1")]
    [InlineData("/health/../api/cycles/1")]
    [InlineData("/health/%2e%2e/api/cycles/1")]
    [InlineData("/api/cycles/..%2f..%2fsign-in")]
    [InlineData("/API/Cycles/1")]
    [InlineData("/api/cycles/1;/sign-in")]
    public async Task No_spelling_of_an_address_leads_to_a_service_without_a_session(string path)
    {
        using var response = await _gateway.Send(HttpMethod.Get, path, "__Host-partyreport=forged");

        (await Refused(response, path, "cycles", "forged")).Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_2_MiB_is_refused_as_such_whether_or_not_it_says_its_length(bool says)
    {
        var cookie = await _gateway.SignIn();
        using var most = new ByteArrayContent(new byte[2 * 1024 * 1024]);
        using HttpContent more = says ? new ByteArrayContent(new byte[2 * 1024 * 1024 + 1]) : new Unmeasured(new byte[3 * 1024 * 1024]);

        using var accepted = await _gateway.Send(HttpMethod.Post, "/api/cycles", cookie, most, ("Idempotency-Key", "1"));
        using var refused = await _gateway.Send(HttpMethod.Post, "/api/cycles", cookie, more, ("Idempotency-Key", "2"));

        (await Destination.Read(accepted)).Length.ShouldBe(2 * 1024 * 1024);
        (await Refused(refused)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "request.too-large"));
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound, "request.address-unknown")]
    [InlineData("DELETE", "/sign-in", HttpStatusCode.MethodNotAllowed, "request.method-unknown")]
    public async Task What_the_gateway_does_not_know_is_refused_with_a_code(string method, string path, HttpStatusCode status, string code)
    {
        using var response = await _gateway.Send(new HttpMethod(method), path);

        (await Refused(response)).ShouldBe((status, code));
    }

    [Fact]
    public async Task A_service_that_is_away_is_an_outage_told_once_and_is_found_again()
    {
        var cookie = await _gateway.SignIn();

        using var away = await _gateway.Send(HttpMethod.Get, "/api/reviews", cookie);
        using var still = await _gateway.Send(HttpMethod.Post, "/api/reviews", cookie, new StringContent("{}"), ("Idempotency-Key", "1"));
        await using var review = await Destination.Start(PublicKey, _reviewPort);
        using var back = await _gateway.Send(HttpMethod.Get, "/api/reviews", cookie);
        var log = (await _gateway.Stop()).Output;

        (await Refused(away)).ShouldBe((HttpStatusCode.ServiceUnavailable, "service.unavailable"));
        (await Refused(still)).ShouldBe((HttpStatusCode.ServiceUnavailable, "service.unavailable"));
        away.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        back.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        log.Split("review cannot be reached").Length.ShouldBe(2, log);
        log.ShouldContain("review answers again");
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_a_stop_is_clean()
    {
        var cookie = await _gateway.SignIn();

        var stopped = await _gateway.Stop();
        _gateway = await GatewayProcess.Serve(_settings);
        using var response = await _gateway.Send(HttpMethod.Get, "/api/reports/1", cookie);

        (stopped.Code, stopped.Error).ShouldBe((0, ""));
        (await Destination.Read(response)).Person.ShouldBe(DemoCounty.Secretary);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private string PublicKey => Path.Combine(_folder, "tokens.pem.pub");

    private static async Task<(HttpStatusCode Status, string Code)> Refused(HttpResponseMessage response, params string[] said)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var code = JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
        await response.ShouldReveal(response.StatusCode, code, said);
        return (response.StatusCode, code);
    }

    /// <summary>A body that is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : ByteArrayContent(bytes)
    {
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
