using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using PartyReport.Contracts.Directory;

namespace PartyReport.Gateway.Tests;

public sealed class GatewayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_session_cookie_is_for_this_host_for_secure_addresses_and_for_no_script()
    {
        await using var door = await Door.Open();

        var cookie = await door.SignIn();

        cookie.ShouldStartWith("__Host-partyreport=");
        foreach (var mark in new[] { "secure", "httponly", "samesite=strict", "path=/" }) cookie.ShouldContain(mark, Case.Insensitive);
        cookie.ShouldNotContain("domain", Case.Insensitive);
    }

    [Fact]
    public async Task Browsers_are_told_to_name_us_as_the_origin_of_our_own_forms()
    {
        await using var door = await Door.Open();

        using var page = await door.Send(HttpMethod.Get, "/sign-in");

        // Under "no-referrer" they send the origin "null".
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
    }

    [Fact]
    public async Task A_service_gets_a_token_made_for_it_and_nothing_of_what_the_caller_claims()
    {
        await using var door = await Door.Open();
        var cookie = (await door.SignIn()).Split(';')[0];

        using var response = await door.Send(HttpMethod.Get, "/api/reports/1", cookie, ("Authorization", "Bearer forged"), ("X-User-Id", "1"),
            ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Proto", "https"), ("Forwarded", "for=10.0.0.1"), ("X-Demo-Person", "1"));
        var got = (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct))!;

        got.Keys.ShouldNotContain(k => k.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || k == "Forwarded" || k == "Cookie");
        var token = new JsonWebToken(got["Authorization"]["Bearer ".Length..]);
        (token.Subject, token.Audiences.Single(), token.Alg).ShouldBe((DemoCounty.Secretary.ToString(), "drafting", "ES256"));
        (token.ValidTo - token.ValidFrom).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("/api/reports/1")]
    [InlineData("/api/reports")]
    [InlineData("/API/Reports/1")]
    public async Task Without_a_session_a_service_is_not_reached(string path)
    {
        await using var door = await Door.Open();

        using var response = await door.Send(HttpMethod.Get, path, cookie: "__Host-partyreport=forged");

        await response.ShouldReveal(HttpStatusCode.Unauthorized, "request.not-signed-in", path, "forged");
    }

    [Theory]
    [InlineData("//api/reports/1")]
    [InlineData("/api//reports/1")]
    [InlineData("/api%2freports/1")]
    [InlineData("/api/reports/%2e%2e/1")]
    public async Task Another_spelling_of_an_address_leads_nowhere(string path)
    {
        await using var door = await Door.Open();

        using var response = await door.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, door.Http.BaseAddress!.ToString().TrimEnd('/') + path), Ct);

        // HttpClient tidies up some of them by itself.
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_change_that_another_site_sends_is_refused(string header, string value)
    {
        await using var door = await Door.Open();
        var cookie = (await door.SignIn()).Split(';')[0];

        using var change = await door.Send(HttpMethod.Post, "/api/reports/1", cookie, (header, value));
        using var signIn = await door.Send(HttpMethod.Post, "/sign-in", null, (header, value));

        await change.ShouldReveal(HttpStatusCode.Forbidden, "request.cross-site", cookie);
        await signIn.ShouldReveal(HttpStatusCode.Forbidden, "request.cross-site");
        signIn.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in/")]
    [InlineData("/sign-out")]
    [InlineData("/preferences")]
    [InlineData("/reports/8f1f3b0e-0000-0000-0000-000000000001/text")]
    public async Task A_form_that_does_not_say_where_it_comes_from_is_refused(string path)
    {
        await using var door = await Door.Open();
        var cookie = (await door.SignIn()).Split(';')[0];
        using var silent = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = door.Http.BaseAddress };
        silent.DefaultRequestHeaders.Add("Cookie", cookie);

        using var refused = await silent.PostAsync(path, new FormUrlEncodedContent([new("person", DemoCounty.Clerk.ToString())]), Ct);
        using var still = await door.Send(HttpMethod.Get, "/api/reports/1", cookie);

        await refused.ShouldReveal(HttpStatusCode.Forbidden, "request.cross-site", path, cookie);
        refused.Headers.Contains("Set-Cookie").ShouldBeFalse();
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "198.51.100.7")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("Forwarded", "for=198.51.100.7")]
    [InlineData("Host", "report.example.gov.cn")]
    public async Task Through_a_proxy_on_this_machine_nobody_comes_in_without_a_password(string header, string value)
    {
        await using var door = await Door.Open();

        using var page = await door.Send(HttpMethod.Get, "/sign-in", null, (header, value));
        using var signIn = await door.Send(HttpMethod.Post, "/sign-in", null, (header, value), ("Origin", header == "Host" ? "http://" + value : $"{door.Http.BaseAddress}".TrimEnd('/')));

        (await page.Content.ReadAsStringAsync(Ct)).ShouldNotContain(DemoCounty.Secretary.ToString());
        signIn.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        signIn.Headers.GetValues("Set-Cookie").ShouldAllBe(c => !c.StartsWith("__Host-partyreport="));
    }

    [Fact]
    public async Task Where_demo_accounts_are_not_enabled_nobody_signs_in_with_one()
    {
        await using var door = await Door.Open(demo: false);

        using var response = await door.Send(HttpMethod.Post, "/sign-in");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // The page for another try brings the cookie of its forms, and no session.
        response.Headers.GetValues("Set-Cookie").ShouldAllBe(c => !c.StartsWith("__Host-partyreport="));
    }

    [Fact]
    public void Demo_accounts_are_for_the_loopback_address_only()
    {
        bool Open(bool enabled, IPAddress? here, IPAddress? from = null, string host = "localhost")
        {
            var context = new DefaultHttpContext { Connection = { LocalIpAddress = here, RemoteIpAddress = from ?? here } };
            context.Request.Host = new HostString(host, 5180);
            return new DemoSignIn(enabled).IsOpenTo(context);
        }

        Open(true, IPAddress.Loopback).ShouldBeTrue();
        Open(true, IPAddress.IPv6Loopback).ShouldBeTrue();
        Open(false, IPAddress.Loopback).ShouldBeFalse();
        Open(true, IPAddress.Parse("192.0.2.1")).ShouldBeFalse();
        Open(true, null).ShouldBeFalse();
        Open(true, IPAddress.Loopback, IPAddress.Parse("192.0.2.1")).ShouldBeFalse();
        Open(true, IPAddress.Loopback, host: "127.0.0.1").ShouldBeTrue();
        Open(true, IPAddress.IPv6Loopback, host: "[::1]").ShouldBeTrue();
        Open(true, IPAddress.Loopback, host: "report.example.gov.cn").ShouldBeFalse();
    }

    [Fact]
    public void A_route_without_a_named_policy_does_not_start()
    {
        Should.Throw<InvalidOperationException>(() => Checked(app => app.MapGet("/bare", () => Results.Ok()))).Message.ShouldContain("/bare");
        Should.Throw<InvalidOperationException>(() => Checked(app => app.MapGet("/some", () => Results.Ok()).RequireAuthorization()));
        Should.Throw<InvalidOperationException>(() => Checked(app => app.MapGet("/free", () => Results.Ok()).RequireAuthorization(Policies.SignedIn).AllowAnonymous()));
        Checked(app => app.MapGet("/named", () => Results.Ok()).RequireAuthorization(Policies.SignedIn));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5180", true, true)]
    [InlineData("http://localhost:5180", true, true)]
    [InlineData("http://[::1]:5180", true, true)]
    [InlineData("https://0.0.0.0:5180", false, true)]
    [InlineData("https://0.0.0.0:5180", true, false)]
    [InlineData("http://0.0.0.0:5180", false, false)]
    [InlineData("http://*:5180", false, false)]
    [InlineData("http://+:5180", false, false)]
    [InlineData("http://[::]:5180", false, false)]
    [InlineData("http://partyreport.example:5180", false, false)]
    public void Outside_this_machine_only_https_is_served_and_no_demo_account(string address, bool demo, bool allowed)
    {
        foreach (var setting in new[] { "urls", "Kestrel:Endpoints:One:Url" })
            BindGuard.Faults(Config((setting, address)), demo).Count.ShouldBe(allowed ? 0 : 1);
    }

    [Fact]
    public void Ports_count_only_where_no_address_is_named()
    {
        BindGuard.Faults(Config(("http_ports", "8080;8081")), demo: false).Count.ShouldBe(2);
        BindGuard.Faults(Config(("https_ports", "8443")), demo: false).ShouldBeEmpty();
        BindGuard.Faults(Config(("http_ports", "8080"), ("urls", "http://127.0.0.1:5180")), demo: true).ShouldBeEmpty();
    }

    private static void Checked(Action<WebApplication> map)
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        map(app);
        Policies.Check(app);
    }

    private static IConfiguration Config(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Name, s.Value))).Build();
}
