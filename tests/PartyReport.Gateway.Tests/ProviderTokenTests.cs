using System.Text.Json.Nodes;

namespace PartyReport.Gateway.Tests;

/// <summary>What the provider's identity token must be for somebody to come in with it.</summary>
public sealed class ProviderTokenTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<string, string>> Forgeries = new()
    {
        ["unsigned"] = Forgery.Unsigned,
        ["signed by another key of the same name"] = Forgery.ByAnother,
        ["signed with the public key as a secret"] = Forgery.WithThePublicKey,
        ["signed with the client's secret"] = Forgery.WithTheSecret,
        ["for another nonce"] = token => Forgery.With(token, "nonce", "another"),
        ["for no nonce"] = token => Forgery.With(token, "nonce", null),
        ["for another audience"] = token => Forgery.With(token, "aud", "another client"),
        ["for no audience"] = token => Forgery.With(token, "aud", null),
        ["of another issuer"] = token => Forgery.With(token, "iss", "https://another.example/"),
        ["of no issuer"] = token => Forgery.With(token, "iss", null),
        ["that is over"] = token => Forgery.With(token, "exp", TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds()),
        ["without an end"] = token => Forgery.With(token, "exp", null),
        ["without the claim"] = token => Forgery.With(token, Provider.Employee, null),
        ["with an empty claim"] = token => Forgery.With(token, Provider.Employee, ""),
        ["with two values of the claim"] = token => Forgery.With(token, Provider.Employee, new JsonArray("E-10293", "E-1")),
    };

    private Provider _provider = null!;
    private Door _door = null!;
    private Browser _browser = null!;

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    public async ValueTask InitializeAsync()
    {
        _provider = await Provider.Start();
        _door = await Door.Open(provider: _provider);
        _browser = new Browser(_door, _provider);
        await _browser.Linked();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_is_refused(string forgery)
    {
        _provider.Forge = Forgeries[forgery];

        (await _browser.Refused()).Address.ShouldBe(ProviderPages.RefusedAs("failed"));

        _provider.Questions.ShouldBe(1);
        _browser.Jar.Names.ShouldNotContain(Browser.Session);
        // Nothing that would let somebody else in stands in the log.
        $"{_door.Ear}".ShouldNotContain(Provider.Secret);
        $"{_door.Ear}".ShouldNotContain("eyJ");
    }

    [Fact]
    public async Task The_same_with_nothing_wrong_comes_in()
    {
        _provider.Forge = token => Forgery.With(token, "more", "of no interest");

        await _browser.SignIn();

        _browser.Jar.Names.ShouldBe([Browser.Session]);
    }
}
