using System.Net;
using System.Web;
using PartyReport.Contracts.Directory;
using PartyReport.Servers;

namespace PartyReport.Gateway.Tests;

/// <summary>Signing in at a provider as a browser and an attacker see it, with a real provider and the real directory.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private Provider _provider = null!;
    private Door _door = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.Start();
        _door = await Door.Open(provider: _provider);
        _browser = new Browser(_door, _provider);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_linked_account_comes_in_without_a_password_and_lands_on_a_page_of_ours()
    {
        await _browser.Linked();

        var answer = await _browser.Leave();
        using var callback = await _browser.Visit(answer, crossSite: true);
        using var done = await _browser.Visit(callback.Headers.Location!.ToString(), crossSite: true);

        callback.Headers.Location!.ToString().ShouldBe(ProviderPages.Done);
        done.Headers.GetValues("Refresh").ShouldBe(["0; url=/"]);
        // The password is still an initial one, which is nothing to somebody who has not typed it.
        await LetIn(_door, _browser);
        _provider.Redirects.ShouldBe([new Uri(_door.Http.BaseAddress!, SignInProvider.CallbackPath).AbsoluteUri]);
        _browser.Jar.Names.ShouldBe([Browser.Session]);
    }

    [Fact]
    public async Task An_unknown_subject_and_a_disabled_account_are_told_alike()
    {
        var account = await _browser.Linked();
        var subject = _provider.Subject;
        _provider.Subject = "somebody else";
        var unknown = await _browser.Refused();
        _provider.Subject = subject.ToLowerInvariant();
        var almost = await _browser.Refused();
        _provider.Subject = subject;
        await _door.Organisation.Disable(account.Id);
        var disabled = await _browser.Refused();

        (unknown.Address, unknown.Page).ShouldBe((disabled.Address, disabled.Page));
        almost.Address.ShouldBe(unknown.Address);
        unknown.Page.ShouldContain("安全管理员");
        _browser.Jar.Names.ShouldNotContain(Browser.Session);
    }

    [Fact]
    public async Task An_account_that_was_unlinked_does_not_come_in_and_its_sessions_end()
    {
        var account = await _browser.Linked();
        await _browser.SignIn();
        await LetIn(_door, _browser);

        await _door.Organisation.Unlink(account.Id);

        await _door.Eventually(_browser.Jar.Header(crossSite: false)!, HttpStatusCode.Unauthorized);
        (await _browser.Refused()).Address.ShouldBe(ProviderPages.RefusedAs("not-linked"));
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
        await _browser.Linked();
        var answer = new UriBuilder(await _browser.Leave());
        var query = HttpUtility.ParseQueryString(answer.Query);
        if (value is null) query.Remove(parameter);
        else query[parameter] = value;
        answer.Query = query.ToString();

        (await _browser.Refused(answer.Uri.AbsoluteUri)).Address.ShouldBe(ProviderPages.RefusedAs("failed"));
        _browser.Jar.Names.ShouldNotContain(Browser.Session);
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_began_only()
    {
        await _browser.Linked();
        var answer = await _browser.Leave();
        var (mine, before) = (_browser.Jar, _browser.Jar.Copy());
        _browser.Jar = new Jar();
        var elsewhere = await _browser.Refused(answer);
        _provider.Questions.ShouldBe(0);
        _browser.Jar = mine;
        (await _browser.Visit(answer, crossSite: true)).Dispose();
        _browser.Jar.Names.ShouldContain(Browser.Session);
        var again = await _browser.Refused(answer);
        // Even with the cookies of before: the provider redeems no code twice.
        _browser.Jar = before;
        var withCookies = await _browser.Refused(answer);

        new[] { elsewhere.Address, again.Address, withCookies.Address }.ShouldAllBe(a => a == ProviderPages.RefusedAs("failed"));
        _provider.Questions.ShouldBe(2);
        _browser.Jar.Names.ShouldNotContain(Browser.Session);
    }

    [Fact]
    public async Task A_code_of_another_browser_is_not_redeemed_with_the_state_of_this_one()
    {
        await _browser.Linked();
        var theirs = HttpUtility.ParseQueryString(new Uri(await _browser.Leave()).Query)["code"];
        _browser.Jar = new Jar();
        var answer = new UriBuilder(await _browser.Leave());
        var query = HttpUtility.ParseQueryString(answer.Query);
        query["code"] = theirs;
        answer.Query = query.ToString();

        (await _browser.Refused(answer.Uri.AbsoluteUri)).Address.ShouldBe(ProviderPages.RefusedAs("failed"));
    }

    [Fact]
    public async Task Signing_in_ends_the_session_that_the_browser_began_with()
    {
        await _browser.Linked();
        using var demo = await _door.Submit("/sign-in", null, ("person", DemoCounty.Clerk.ToString()));
        _browser.Jar.Take(demo);
        var before = _browser.Jar.Header(crossSite: false);

        await _browser.SignIn();

        await LetIn(_door, _browser);
        await _door.Eventually(before!, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_same_with_the_directory_on_a_server()
    {
        await using var door = await Door.Open(provider: _provider, engine: Engine.Postgres);
        using var browser = new Browser(door, _provider);
        var account = await browser.Linked();

        await browser.SignIn();

        await LetIn(door, browser);
        await door.Organisation.Disable(account.Id);
        await door.Eventually(browser.Jar.Header(crossSite: false)!, HttpStatusCode.Unauthorized);
        (await browser.Refused()).Address.ShouldBe(ProviderPages.RefusedAs("not-linked"));
    }

    // A directory that is slow to say is told to whoever asks (503), and they ask again.
    private static Task LetIn(Door door, Browser browser) => door.Eventually(browser.Jar.Header(crossSite: false)!, HttpStatusCode.OK);
}
