using System.Text.Json.Nodes;

namespace PartyReport.Gateway.Tests;

/// <summary>What the provider's identity token must be for somebody to come in with it.</summary>
public sealed class ProviderTokenTests : IAsyncLifetime
{
    private static readonly Dictionary<string, (string Reason, Func<string, string> Forge)> Forgeries = new()
    {
        ["unsigned"] = ("The identity token is not signed", Forgery.Unsigned),
        ["signed by another key of the same name"] = ("IDX10511", Forgery.ByAnother),
        ["signed with the public key as a secret"] = ("IDX10511", Forgery.WithThePublicKey),
        ["signed with the client's secret"] = ("IDX10517", Forgery.WithTheSecret),
        ["for another nonce"] = ("IDX21323", token => Forgery.With(token, "nonce", "another")),
        ["for no nonce"] = ("IDX21320", token => Forgery.With(token, "nonce", null)),
        ["for another audience"] = ("IDX10214", token => Forgery.With(token, "aud", "another client")),
        ["for no audience"] = ("IDX10206", token => Forgery.With(token, "aud", null)),
        ["of another issuer"] = ("IDX10205", token => Forgery.With(token, "iss", "https://another.example/")),
        ["of no issuer"] = ("IDX10211", token => Forgery.With(token, "iss", null)),
        ["that is over"] = ("IDX10223", token => Forgery.With(token, "exp", TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds())),
        ["without an end"] = ("IDX10225", token => Forgery.With(token, "exp", null)),
        ["without the claim"] = ("93 The provider's identity token does not have the claim", token => Forgery.With(token, Provider.Employee, null)),
        ["with an empty claim"] = ("93 The provider's identity token does not have the claim", token => Forgery.With(token, Provider.Employee, "")),
        ["with two values of the claim"] = ("93 The provider's identity token does not have the claim", token => Forgery.With(token, Provider.Employee, new JsonArray("E-10293", "E-1"))),
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
        var (reason, forge) = Forgeries[forgery];
        _provider.Forge = forge;

        (await _browser.Refused()).Address.ShouldBe(ProviderPages.RefusedAs("failed"), $"{_door.Ear}");

        // For this and not for something else that happens to be wrong as well.
        $"{_door.Ear}".ShouldContain(reason);
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
