using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PartyReport.FreePorts;

namespace PartyReport.Gateway.Tests;

/// <summary>The gateway as a process against those who do not play by the rules.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;
    private Dictionary<string, string> _settings = [];
    private Destination _service = null!;
    private GatewayProcess _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = Ports.Free();
        _settings = GatewayProcess.Settings(_folder, $"http://127.0.0.1:{port}");
        _gateway = await GatewayProcess.Serve(_settings);
        _service = await Destination.Start(Path.Combine(_folder, "tokens.pem.pub"), port);
    }

    [Theory]
    [InlineData("//api/cycles/1")]
    [InlineData("/api//cycles/1")]
    [InlineData("/api/cycles//1")]
    [InlineData("/api%2fcycles/1")]
    [InlineData("/api%5ccycles/1")]
    [InlineData("/api/./cycles/1")]
    [InlineData("/health/../api/cycles/1")]
    [InlineData("/health/%2e%2e/api/cycles/1")]
    [InlineData("/api/%252e%252e/cycles/1")]
    public async Task Another_spelling_of_an_address_is_refused_even_with_a_session(string path)
    {
        using var response = await _gateway.Send(HttpMethod.Get, path, await _gateway.SignIn());

        await response.ShouldReveal(HttpStatusCode.BadRequest, "request.address-malformed", path, "cycles");
    }

    [Fact]
    public async Task A_body_that_comes_slower_than_anybody_types_is_cut()
    {
        var session = await _gateway.SignIn();

        var answer = await Raw($"POST /api/cycles HTTP/1.1\r\nHost: localhost\r\nCookie: {session}\r\nIdempotency-Key: 1\r\nContent-Length: 1000\r\n\r\nx");

        answer.ShouldStartWith("HTTP/1.1 408");
        answer.ShouldNotContain(session);
        Refusals.Refused(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)], "request.malformed", HttpStatusCode.RequestTimeout, "cycles");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "408")]
    [InlineData("GET /api/cycles/1%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", "400")]
    [InlineData("GET /api/cycles HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET http://elsewhere.example/api/cycles HTTP/1.1\r\nHost: localhost\r\n\r\n", "400")]
    [InlineData("POST /api/cycles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: x\r\n\r\n", "400")]
    public async Task What_is_no_request_is_cut_with_a_status_and_no_word(string sent, string status)
    {
        var answer = await Raw(sent);

        answer.ShouldStartWith("HTTP/1.1 " + status);
        answer.ShouldContain("Content-Length: 0");
        answer.ShouldNotContain("Server:");
    }

    [Theory]
    [InlineData("/api/directory/imports?kind=units", 64 * 1024 * 1024)]
    [InlineData("/api/cycles", 2 * 1024 * 1024)]
    [InlineData("/reports/8f1f3b0e-0000-0000-0000-000000000001/text", 2 * 1024 * 1024)]
    public async Task What_is_too_large_is_refused_before_it_has_come(string path, int most)
    {
        var session = await _gateway.SignIn();

        var answer = await Raw(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nCookie: {session}\r\nIdempotency-Key: 1\r\n" +
            $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {most + 1}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413");
        Refusals.Refused(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)], "request.too-large", HttpStatusCode.RequestEntityTooLarge, path, session);
    }

    [Fact]
    public async Task Only_a_named_proxy_says_who_asks_and_by_which_way()
    {
        await using var proxied = await GatewayProcess.Serve(Other(("Proxies:Known", "127.0.0.0/8"), ("Demo:County", "false")));

        using var unknown = await _gateway.Send(HttpMethod.Get, "/sign-in", null, null, ("X-Forwarded-Proto", "https"));
        using var known = await proxied.Send(HttpMethod.Get, "/sign-in", null, null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7"));
        using var plain = await proxied.Send(HttpMethod.Get, "/sign-in", null, null, ("X-Forwarded-Proto", "http"), ("X-Forwarded-For", "198.51.100.7"));

        unknown.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        known.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
        await plain.ShouldReveal(HttpStatusCode.BadRequest, "request.not-encrypted", "198.51.100.7");
    }

    [Fact]
    public async Task Who_asks_too_much_at_once_is_told_to_wait_and_others_are_not()
    {
        await using var limited = await GatewayProcess.Serve(Other(("Limits:RequestsPerSecond", "1")));
        var (one, other) = (await limited.SignIn(), await limited.SignIn());

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => limited.Send(HttpMethod.Get, "/api/reports/1", one)));
        using var others = await limited.Send(HttpMethod.Get, "/api/reports/1", other);

        answers.ShouldContain(r => r.StatusCode == HttpStatusCode.TooManyRequests && r.Headers.RetryAfter != null);
        answers.ShouldContain(r => r.StatusCode == HttpStatusCode.OK);
        others.StatusCode.ShouldBe(HttpStatusCode.OK);
        await answers.First(r => r.StatusCode == HttpStatusCode.TooManyRequests).ShouldReveal(HttpStatusCode.TooManyRequests, "request.too-many", one);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Whoever_is_told_to_wait_keeps_what_they_typed()
    {
        await using var limited = await GatewayProcess.Serve(Other(("Limits:RequestsPerSecond", "1")));
        var session = await limited.SignIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => limited.Send(HttpMethod.Post, $"/reports/{Guid.NewGuid()}/text", session,
            new FormUrlEncodedContent([new("text", "一、写了一下午")]), ("Accept", "text/html"))));

        answers.ShouldContain(r => r.StatusCode == HttpStatusCode.TooManyRequests);
        foreach (var answer in answers)
        {
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("value=\"一、写了一下午\"");
            answer.Dispose();
        }
    }

    [Fact]
    public async Task The_key_of_a_token_is_published()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/api/reports/1", await _gateway.SignIn());
        var token = new JsonWebToken((await Destination.Read(response)).Headers["Authorization"]["Bearer ".Length..]);

        var published = await _gateway.Http.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json", Ct);

        published.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()).ShouldContain(token.Kid);
        published.ToString().ShouldNotContain("\"d\"");
    }

    [Fact]
    public async Task One_document_describes_the_addresses_of_all_services_and_no_internal_one()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/openapi/v1.json");
        var text = await response.Content.ReadAsStringAsync(Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain("/api/reports");
        text.ShouldNotContain("/internal/");
    }

    [Fact]
    public async Task On_the_page_about_the_API_runs_what_carries_the_nonce_of_this_very_answer()
    {
        var nonces = new HashSet<string>();
        for (var n = 0; n < 2; n++)
        {
            using var response = await _gateway.Send(HttpMethod.Get, "/scalar/");
            var page = await response.Content.ReadAsStringAsync(Ct);
            var scripts = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ").Single(p => p.StartsWith("script-src", StringComparison.Ordinal));
            var nonce = scripts.Split("'nonce-")[1].Split('\'')[0];

            scripts.ShouldBe($"script-src 'self' 'nonce-{nonce}'");
            page.Split("<script").Skip(1).ShouldAllBe(s => s.Contains($"nonce=\"{nonce}\""));
            nonces.Add(nonce);
        }
        nonces.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_of_the_API_may_do_nothing_in_a_browser()
    {
        using var response = await _gateway.Send(HttpMethod.Get, "/api/reports/1", await _gateway.SignIn());

        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/internal/sessions/state")]
    [InlineData("/internal/sessions/ended")]
    public async Task What_the_gateway_asks_in_its_own_name_nobody_asks_through_it(string path)
    {
        using var response = await _gateway.Send(HttpMethod.Get, path, await _gateway.SignIn());

        await response.ShouldReveal(HttpStatusCode.NotFound, "request.address-unknown", path);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    // What somebody gets who writes to the connection by hand, and then waits.
    private async Task<string> Raw(string sent)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gateway.Http.BaseAddress!.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), Ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);
    }

    // Another gateway with the same keys, so that the service believes it.
    private Dictionary<string, string> Other(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(_settings) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}" };
        foreach (var (key, value) in more) settings[key] = value;
        return settings;
    }
}
