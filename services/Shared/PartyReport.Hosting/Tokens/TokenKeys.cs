using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>Public keys of those whose tokens are believed. They come from configuration, never from a token.</summary>
public sealed class TokenKeys
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly Func<IReadOnlyList<SecurityKey>> _keys;

    /// <summary>Believes these keys for ever.</summary>
    public TokenKeys(params IReadOnlyList<ECDsa> keys)
    {
        IReadOnlyList<SecurityKey> named = [.. keys.Select(Named)];
        _keys = () => named;
    }

    private TokenKeys(TokenKeyFile file) => _keys = () => file.Keys;

    internal IReadOnlyList<SecurityKey> All => _keys();

    /// <summary>
    /// Believes the keys of a file: public keys on the curve P-256 in PEM form, one or several, or a JSON Web Key Set. Read again when the
    /// file changes, because keys rotate.
    /// </summary>
    public static TokenKeys FromFile(string path) => new(new TokenKeyFile(path));

    /// <summary>What <c>/.well-known/jwks.json</c> says of keys.</summary>
    public static string JsonWebKeySet(IEnumerable<ECDsa> keys) => JsonSerializer.Serialize(new { keys = keys.Select(Public) });

    /// <summary>The keys of a text. Throws <see cref="ArgumentException"/> or <see cref="CryptographicException"/> when it holds none or another thing.</summary>
    internal static IReadOnlyList<ECDsa> Read(string text)
    {
        if (text.TrimStart().StartsWith('{'))
            return [.. new JsonWebKeySet(text).Keys.Where(k => k is { Kty: "EC", Crv: "P-256" }).Select(k => ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(k.X), Y = Base64UrlEncoder.DecodeBytes(k.Y) },
            }))];
        var keys = new List<ECDsa>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var pem); rest = rest[pem.Location.End..])
        {
            var key = ECDsa.Create();
            key.ImportFromPem(rest[pem.Location]);
            keys.Add(key);
        }
        return keys is [] ? throw new ArgumentException("There is no key.", nameof(text)) : keys;
    }

    internal static bool IsOnRightCurve(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256;

    /// <summary>The key under its name: the hash of its public half (RFC 7638).</summary>
    internal static ECDsaSecurityKey Named(ECDsa key)
    {
        var named = new ECDsaSecurityKey(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        return named;
    }

    private static object Public(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(q.X!), y = Base64UrlEncoder.Encode(q.Y!), kid = Named(key).KeyId, use = "sig", alg = "ES256",
        };
    }
}
