using System.Net;
using System.Web;

namespace PartyReport.Gateway.Tests;

/// <summary>How a sign-in at a provider begins, and who may begin it.</summary>
public sealed class ProviderStartTests : IAsyncLifetime
{
    private Provider _provider = null!;
    private Door _door = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.Start();
        _door = await Door.Open(provider: _provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task The_page_shows_the_button_only_where_there_is_a_provider()
    {
        await using var without = await Door.Open();

        using var page = await _door.Send(HttpMethod.Get, "/sign-in");
        using var other = await without.Send(HttpMethod.Get, "/sign-in");
        using var nowhere = await without.Send(HttpMethod.Get, ProviderPages.Start);

        (await Text(page)).ShouldContain($"href=\"{ProviderPages.Start}\"");
        (await Text(other)).ShouldNotContain(ProviderPages.Start);
        nowhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_site_neither_begins_a_sign_in_nor_posts_an_answer()
    {
        using var begun = await _door.Send(HttpMethod.Get, ProviderPages.Start, null, ("Sec-Fetch-Site", "cross-site"));
        using var posted = await _door.Send(HttpMethod.Post, SignInProvider.CallbackPath, null, ("Origin", _provider.Address.GetLeftPart(UriPartial.Authority)));

        begun.Headers.Location!.ToString().ShouldBe("/sign-in");
        begun.Headers.Contains("Set-Cookie").ShouldBeFalse();
        posted.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_host_that_the_request_names_is_not_where_the_code_goes()
    {
        using var start = await _door.Send(HttpMethod.Get, ProviderPages.Start, null, ("Host", "evil.example"));

        HttpUtility.ParseQueryString(start.Headers.Location!.Query)["redirect_uri"].ShouldBe(
            new Uri(_door.Http.BaseAddress!, SignInProvider.CallbackPath).AbsoluteUri);
        var asked = HttpUtility.ParseQueryString(start.Headers.Location!.Query);
        (asked["response_type"], asked["code_challenge_method"], asked["scope"]).ShouldBe(("code", "S256", "openid"));
        asked["nonce"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task While_the_provider_is_away_the_page_says_so()
    {
        await _provider.DisposeAsync();

        using var start = await _door.Send(HttpMethod.Get, ProviderPages.Start);

        start.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Text(start)).ShouldContain("统一身份认证没有完成");
    }

    [Theory]
    [InlineData("issuer", "https://another.example/")]
    [InlineData("authorization_endpoint", "http://login.example/authorize")]
    [InlineData("token_endpoint", "http://login.example/token")]
    public async Task Metadata_that_lead_elsewhere_or_onto_an_open_way_are_not_followed(string name, string value)
    {
        _provider.Rewrite = metadata => metadata[name] = value;

        using var start = await _door.Send(HttpMethod.Get, ProviderPages.Start);

        start.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        $"{_door.Ear}".ShouldContain("94 The provider of sign-ins cannot be asked: Its metadata");
    }

    [Fact]
    public async Task Beginnings_and_answers_of_one_address_are_slowed_down_and_then_refused()
    {
        foreach (var path in new[] { ProviderPages.Start, SignInProvider.CallbackPath + "?code=x&state=x" })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 700).Select(_ => Status(path)));

            answers.ShouldContain(HttpStatusCode.TooManyRequests, path);
            answers.ShouldContain(HttpStatusCode.Redirect, path);
        }
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var response = await _door.Send(HttpMethod.Get, path);
        return response.StatusCode;
    }

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
