using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PartyReport.Gateway.Tests;
using PartyReport.Hosting;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

/// <summary>Each service on its own port, asked past the gateway: whatever somebody brings along, each operation answers alike.</summary>
public sealed class BypassTests
{
    private static readonly Guid Person = Guid.NewGuid();
    private static readonly string[] ForTheGateway = ["", "/state", "/end", "/password", "/seen"];
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static TheoryData<string> Modules => [.. HostProcess.Modules];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Modules))]
    public async Task Past_the_gateway_nobody_is_signed_in_whatever_they_bring_along(string module)
    {
        using var settings = new Settings();
        await using var host = HostProcess.Start(module, settings);
        var operations = Operations(await host.Answers("/openapi/v1.json", HttpStatusCode.OK), module);
        var answers = new HashSet<string>();

        foreach (var (method, path) in operations)
        {
            foreach (var (header, value) in Brought(module.ToLowerInvariant()))
            {
                using var response = await Ask(host, method, path, header, value);
                answers.Add(await response.ShouldReveal(HttpStatusCode.Unauthorized, "request.not-signed-in", value, $"{Person}", path));
            }
            // The same with what the gateway would bring: it is not the address that is refused.
            using var believed = await Ask(host, method, path, "Authorization", TestTokens.For(Person, module.ToLowerInvariant()).ToString());
            if (!path.StartsWith("/internal/", StringComparison.Ordinal)) believed.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, path);
        }

        operations.Count.ShouldBeGreaterThan(5);
        answers.ShouldHaveSingleItem();
    }

    private static async Task<HttpResponseMessage> Ask(HostProcess host, HttpMethod method, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "1");
        request.Headers.TryAddWithoutValidation(header, value);
        return await host.Http.SendAsync(request, Ct);
    }

    // All of its document, and what it has for the gateway alone.
    private static List<(HttpMethod Method, string Path)> Operations(string document, string module) =>
    [
        .. from path in JsonDocument.Parse(document).RootElement.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where operation.Name is "get" or "put" or "post" or "delete" or "patch"
           select (new HttpMethod(operation.Name.ToUpperInvariant()), string.Join('/', path.Name.Split('/').Select(p => p.StartsWith('{') ? Guid.NewGuid().ToString() : p))),
        .. module == "Directory"
            ? ForTheGateway.Select(p => (HttpMethod.Post, "/internal/sessions" + p)).Append((HttpMethod.Get, "/internal/sessions/ended"))
            : [],
    ];

    private static IEnumerable<(string Header, string Value)> Brought(string service)
    {
        var others = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = TestTokens.For(Person, service).Parameter!;
        var parts = good.Split('.');
        yield return ("X-Nothing", "");
        yield return ("Cookie", "__Host-partyreport=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        yield return ("X-User-Id", $"{Person}");
        yield return ("X-Forwarded-User", $"{Person}");
        foreach (var token in new[]
        {
            "forged", good + "A", $"{parts[0]}.{parts[1]}.", $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            Signed(others, SecurityAlgorithms.EcdsaSha256), WithThePublicKey(), TestTokens.For(Person, service == "review" ? "archive" : "review").Parameter!,
            TestTokens.ForService("gateway", service == "review" ? "archive" : "review").Parameter!, TestTokens.ForService("drafting", service).Parameter!,
            Signed(TestTokens.Key, SecurityAlgorithms.EcdsaSha256, begins: -120), Signed(TestTokens.Key, SecurityAlgorithms.EcdsaSha256, begins: 60),
            Signed(TestTokens.Key, SecurityAlgorithms.EcdsaSha256, life: 3600), Signed(TestTokens.Key, SecurityAlgorithms.EcdsaSha256, issuer: "elsewhere"),
            Signed(TestTokens.Key, SecurityAlgorithms.EcdsaSha256, subject: "nobody"),
        })
            yield return ("Authorization", "Bearer " + token);

        string Signed(ECDsa key, string algorithm, int begins = 0, int life = 60, string issuer = TokenMint.Issuer, string? subject = null) =>
            Token(new SigningCredentials(new ECDsaSecurityKey(key), algorithm), begins, life, issuer, subject ?? $"{Person}");
        string WithThePublicKey() => Token(
            new SigningCredentials(new SymmetricSecurityKey(TestTokens.Key.ExportSubjectPublicKeyInfo()), SecurityAlgorithms.HmacSha256), 0, 60, TokenMint.Issuer, $"{Person}");
        string Token(SigningCredentials by, int begins, int life, string issuer, string subject)
        {
            var from = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(begins);
            return Handler.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = issuer, Audience = service, IssuedAt = from, NotBefore = from, Expires = from.AddSeconds(life), SigningCredentials = by,
                Claims = new Dictionary<string, object> { ["sub"] = subject },
            });
        }
    }
}
