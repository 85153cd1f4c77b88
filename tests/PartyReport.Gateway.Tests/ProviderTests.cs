using System.Net;
using System.Web;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway.Tests;

/// <summary>Signing in at a provider as a browser and an attacker see it, with a real provider and the real directory.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private const string Session = "__Host-partyreport";
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private Provider _provider = null!;
    private Door _door = null!;
    private Jar _jar = new();

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.Start();
        _door = await Door.Open(provider: _provider);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_linked_account_comes_in_without_a_password_and_lands_on_a_page_of_ours()
    {
        await Linked();

        var answer = await Leave();
        using var callback = await Visit(answer, crossSite: true);
        using var done = await Visit(callback.Headers.Location!.ToString(), crossSite: true);
        using var report = await Visit("/api/reports/1");

        callback.Headers.Location!.ToString().ShouldBe(ProviderPages.Done);
        done.Headers.GetValues("Refresh").ShouldBe(["0; url=/"]);
        // The password is still an initial one, which is nothing to somebody who has not typed it.
        report.StatusCode.ShouldBe(HttpStatusCode.OK);
        _provider.Redirects.ShouldBe([new Uri(_door.Http.BaseAddress!, SignInProvider.CallbackPath).AbsoluteUri]);
        _jar.Names.ShouldBe([Session]);
    }

    [Fact]
    public async Task An_unknown_subject_and_a_disabled_account_are_told_alike()
    {
        var account = await Linked();
        var subject = _provider.Subject;
        _provider.Subject = "somebody else";
        var unknown = await Refused();
        _provider.Subject = subject.ToLowerInvariant();
        var almost = await Refused();
        _provider.Subject = subject;
        await _door.Organisation.Disable(account.Id);
        var disabled = await Refused();

        (unknown.Address, unknown.Page).ShouldBe((disabled.Address, disabled.Page));
        almost.Address.ShouldBe(unknown.Address);
        unknown.Page.ShouldContain("安全管理员");
        _jar.Names.ShouldNotContain(Session);
    }

    [Fact]
    public async Task An_account_that_was_unlinked_does_not_come_in_and_its_sessions_end()
    {
        var account = await Linked();
        (await Visit(await Leave(), crossSite: true)).Dispose();
        (await Status()).ShouldBe(HttpStatusCode.OK);

        await _door.Organisation.Unlink(account.Id);

        await _door.Eventually(_jar.Header(crossSite: false)!, HttpStatusCode.Unauthorized);
        (await Refused()).Address.ShouldBe(ProviderPages.RefusedAs("not-linked"));
    }

    [Theory]
    [InlineData("state", "wrong")]
    [InlineData("state", "")]
    [InlineData("code", "wrong")]
    [InlineData("code", "")]
    [InlineData("iss", "https://another.example/")]
    [InlineData("iss", null)]
    public async Task An_answer_that_is_not_the_providers_to_us_is_refused(string parameter, string? value)
    {
        await Linked();
        var answer = new UriBuilder(await Leave());
        var query = HttpUtility.ParseQueryString(answer.Query);
        if (value is null) query.Remove(parameter);
        else query[parameter] = value;
        answer.Query = query.ToString();

        (await Refused(answer.Uri.AbsoluteUri)).Address.ShouldBe(ProviderPages.RefusedAs("failed"));
        _jar.Names.ShouldNotContain(Session);
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_began_only()
    {
        await Linked();
        var answer = await Leave();
        var (mine, before) = (_jar, _jar.Copy());
        _jar = new Jar();
        var elsewhere = await Refused(answer);
        _provider.Questions.ShouldBe(0);
        _jar = mine;
        (await Visit(answer, crossSite: true)).Dispose();
        _jar.Names.ShouldContain(Session);
        var again = await Refused(answer);
        // Even with the cookies of before: the provider redeems no code twice.
        _jar = before;
        var withCookies = await Refused(answer);

        new[] { elsewhere.Address, again.Address, withCookies.Address }.ShouldAllBe(a => a == ProviderPages.RefusedAs("failed"));
        _provider.Questions.ShouldBe(2);
        _jar.Names.ShouldNotContain(Session);
    }

    [Fact]
    public async Task A_code_of_another_browser_is_not_redeemed_with_the_state_of_this_one()
    {
        await Linked();
        var theirs = HttpUtility.ParseQueryString(new Uri(await Leave()).Query)["code"];
        _jar = new Jar();
        var answer = new UriBuilder(await Leave());
        var query = HttpUtility.ParseQueryString(answer.Query);
        query["code"] = theirs;
        answer.Query = query.ToString();

        (await Refused(answer.Uri.AbsoluteUri)).Address.ShouldBe(ProviderPages.RefusedAs("failed"));
    }

    [Fact]
    public async Task A_token_for_another_audience_is_refused()
    {
        await Linked();
        _provider.Audience = "another client";

        (await Refused()).Address.ShouldBe(ProviderPages.RefusedAs("failed"));
        _provider.Questions.ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_whose_metadata_name_another_issuer_is_not_believed()
    {
        await using var provider = await Provider.Start("http://127.0.0.1:1/");
        await using var door = await Door.Open(provider: provider);
        using var start = await door.Send(HttpMethod.Get, ProviderPages.Start);
        _jar.Take(start);
        start.StatusCode.ShouldBe(HttpStatusCode.Redirect, await Text(start));
        using var asked = await _http.GetAsync(start.Headers.Location, TestContext.Current.CancellationToken);
        using var callback = await door.Send(HttpMethod.Get, asked.Headers.Location!.PathAndQuery, _jar.Header(crossSite: true));

        callback.Headers.Location!.ToString().ShouldBe(ProviderPages.RefusedAs("failed"));
        provider.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_the_browser_began_with()
    {
        await Linked();
        using var demo = await _door.Submit("/sign-in", null, ("person", DemoCounty.Clerk.ToString()));
        _jar.Take(demo);
        var before = _jar.Header(crossSite: false);

        (await Visit(await Leave(), crossSite: true)).Dispose();

        (await Status()).ShouldBe(HttpStatusCode.OK);
        using var old = await _door.Send(HttpMethod.Get, "/api/reports/1", before);
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<AccountView> Linked()
    {
        var account = await _door.Organisation.Opened();
        return await _door.Organisation.Link(account.Id, _provider.Address.AbsoluteUri, _provider.Subject);
    }

    // Follows the button to the provider, and tells where that sends the browser.
    private async Task<string> Leave()
    {
        using var start = await Visit(ProviderPages.Start);
        start.StatusCode.ShouldBe(HttpStatusCode.Redirect, $"{_door.Ear}");
        using var asked = await _http.GetAsync(start.Headers.Location, TestContext.Current.CancellationToken);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect, await Text(asked));
        return asked.Headers.Location!.AbsoluteUri;
    }

    private async Task<(string Address, string Page)> Refused(string? answer = null)
    {
        using var callback = await Visit(answer ?? await Leave(), crossSite: true);
        callback.StatusCode.ShouldBe(HttpStatusCode.Redirect, await Text(callback));
        var address = callback.Headers.Location!.ToString();
        using var page = await _door.Send(HttpMethod.Get, address);
        page.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return (address, Door.Token().Replace(await Text(page), ""));
    }

    private async Task<HttpStatusCode> Status()
    {
        using var response = await Visit("/api/reports/1");
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> Visit(string address, bool crossSite = false)
    {
        var uri = new Uri(_door.Http.BaseAddress!, address);
        var response = await _door.Send(HttpMethod.Get, uri.PathAndQuery, _jar.Header(crossSite), ("Sec-Fetch-Site", crossSite ? "cross-site" : "same-origin"));
        _jar.Take(response);
        return response;
    }

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
