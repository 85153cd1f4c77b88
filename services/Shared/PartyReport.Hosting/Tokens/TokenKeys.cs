using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>Public keys of those whose tokens are believed. They come from configuration, never from a token.</summary>
public sealed class TokenKeys(params IReadOnlyList<ECDsa> keys)
{
    internal IReadOnlyList<SecurityKey> All { get; } = [.. keys.Select(Named)];

    /// <summary>Reads a PEM file with one public key on the curve P-256.</summary>
    public static TokenKeys FromFile(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new TokenKeys(key);
    }

    /// <summary>The key under its name: the hash of its public half (RFC 7638).</summary>
    internal static ECDsaSecurityKey Named(ECDsa key)
    {
        var named = new ECDsaSecurityKey(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        return named;
    }
}
