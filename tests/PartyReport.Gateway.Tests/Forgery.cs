using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Gateway.Tests;

/// <summary>Identity tokens as somebody would like them to be.</summary>
internal static class Forgery
{
    // Of the same name as the provider's.
    private static readonly RsaSecurityKey Another = new(RSA.Create(2048)) { KeyId = Provider.Signing.KeyId };

    /// <summary>With nothing in it that needs an algorithm to be checked.</summary>
    public static string Unsigned(string token)
    {
        var claims = Claims(token);
        claims.Remove("at_hash");
        return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.";
    }

    public static string ByAnother(string token) => Sign(Claims(token), Another, SecurityAlgorithms.RsaSha256);

    /// <summary>Signed with what anybody can read: the provider's public key as if it were a shared secret.</summary>
    public static string WithThePublicKey(string token) =>
        Sign(Claims(token), new SymmetricSecurityKey(Provider.Signing.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = Provider.Signing.KeyId }, SecurityAlgorithms.HmacSha256);

    public static string WithTheSecret(string token) =>
        Sign(Claims(token), new SymmetricSecurityKey(SHA256.HashData("a secret of the client"u8)), SecurityAlgorithms.HmacSha256);

    /// <summary>With another claim, and signed by the provider.</summary>
    public static string With(string token, string claim, JsonNode? value)
    {
        var claims = Claims(token);
        if (value is null) claims.Remove(claim);
        else claims[claim] = value;
        return Sign(claims, Provider.Signing, SecurityAlgorithms.RsaSha256);
    }

    private static JsonObject Claims(string token) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();

    private static string Sign(JsonObject claims, SecurityKey key, string algorithm) =>
        new JsonWebTokenHandler().CreateToken(claims.ToJsonString(), new SigningCredentials(key, algorithm));
}
