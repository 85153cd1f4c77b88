using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PartyReport.Tokens;

namespace PartyReport.Hosting.Tests;

/// <summary>Only a token that the gateway signed for this very service, now, names a person. Every refusal is the same.</summary>
public sealed class ActorTests
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static readonly TheoryData<string> Attacks = new(Forgeries.Keys);

    private static Dictionary<string, Func<string?>> Forgeries => new()
    {
        ["no header"] = () => null,
        ["an empty header"] = () => "",
        ["another scheme"] = () => "Basic " + Good(),
        ["no token"] = () => "Bearer ",
        ["garbage"] = () => "Bearer a.b.c",
        ["a changed signature"] = () => "Bearer " + Good()[..^6] + "AAAAAA",
        ["a changed person"] = () => "Bearer " + Swapped(),
        ["another key"] = () => "Bearer " + new TokenMint(ECDsa.Create(ECCurve.NamedCurves.nistP256), TimeProvider.System).For(Server.Person, "sample"),
        ["another service"] = () => "Bearer " + new TokenMint(TestTokens.Key, TimeProvider.System).For(Server.Person, "drafting"),
        ["another issuer"] = () => "Bearer " + Token(d => d.Issuer = "somebody"),
        ["an hour ago"] = () => "Bearer " + Token(d => (d.NotBefore, d.Expires) = (Now.AddHours(-1), Now.AddHours(-1).AddSeconds(60))),
        ["in an hour"] = () => "Bearer " + Token(d => (d.NotBefore, d.Expires) = (Now.AddHours(1), Now.AddHours(1).AddSeconds(60))),
        ["good for a day"] = () => "Bearer " + Token(d => d.Expires = Now.AddDays(1)),
        ["for ever"] = () => "Bearer " + Token(d => d.Expires = null),
        ["nobody"] = () => "Bearer " + Token(d => d.Claims = new Dictionary<string, object>()),
        ["no algorithm"] = () => "Bearer " + Unsigned(),
        ["the public key as a password"] = () => "Bearer " + Token(d => d.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(Encoding.ASCII.GetBytes(TestTokens.Key.ExportSubjectPublicKeyInfoPem())), SecurityAlgorithms.HmacSha256)),
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Without_a_good_token_nothing_is_read_or_changed_and_nothing_is_told(string attack)
    {
        await using var server = await Server.Start();
        var header = Forgeries[attack]();

        var read = await server.Get(Server.Address(1), header);
        var change = await server.Post(person: header ?? "");

        read.Refused.ShouldBe((401, "request.not-signed-in"));
        change.Refused.ShouldBe((401, "request.not-signed-in"));
        Told(read.Text).ShouldBe(Told((await server.Get(Server.Address(1), null)).Text));
        (await server.Events()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0/0/0@0", 200, null), InlineData("nonsense", 200, null), InlineData("0/0/9@0", 503, "organisation.behind"), InlineData("0/0/9@3", 503, "organisation.behind")]
    public async Task A_service_that_is_behind_the_token_asks_to_be_asked_again(string position, int status, string? code)
    {
        await using var server = await Server.Start();

        var reply = await server.Get(Server.Address(1), "Bearer " + Token(d => d.Claims["dir"] = position));

        (reply.Status, status == 200 ? null : reply["code"]).ShouldBe((status, code));
    }

    [Fact]
    public async Task A_token_made_by_hand_like_the_forged_ones_is_good_when_nothing_is_wrong_with_it()
    {
        await using var server = await Server.Start();

        (await server.Get(Server.Address(1), "Bearer " + Token(_ => { }))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_person_reaches_the_endpoint()
    {
        await using var server = await Server.Start();

        var reply = await server.Get(Server.Address(1), Server.Person.ToString());

        reply.Text.ShouldBe($"{Server.Person} 0");
    }

    [Fact]
    public async Task The_person_and_the_key_stand_in_the_headers_of_the_event()
    {
        await using var server = await Server.Start();
        await server.Post(key: "key-1");

        var headers = Eventing.EventTypes.ReadHeaders((await server.Events()).ShouldHaveSingleItem());

        (headers.Actor, headers.Command).ShouldBe((Server.Person.ToString(), "key-1"));
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static string Good() => new TokenMint(TestTokens.Key, TimeProvider.System).For(Server.Person, "sample");

    private static string Token(Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = TokenMint.Issuer, Audience = "sample", IssuedAt = Now, NotBefore = Now, Expires = Now.AddSeconds(60),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(TestTokens.Key), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = Server.Person.ToString() },
        };
        change(descriptor);
        return Handler.CreateToken(descriptor);
    }

    private static string Swapped()
    {
        var parts = Good().Split('.');
        var body = Base64UrlEncoder.Decode(parts[1]).Replace("101", "102", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(body)}.{parts[2]}";
    }

    private static string Unsigned() =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Good().Split('.')[1]}.";

    // The only thing that differs between two refusals is the number of the request.
    private static string Told(string problem)
    {
        var members = System.Text.Json.JsonDocument.Parse(problem).RootElement.EnumerateObject().Where(m => m.Name != "traceId");
        return string.Join(';', members.Select(m => $"{m.Name}={m.Value}"));
    }
}
