using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Gateway;

/// <summary>What the gateway keeps of a session: the SHA-256 of the secret that the browser holds.</summary>
internal readonly record struct SessionHash(ulong A, ulong B, ulong C, ulong D)
{
    public const string KeyPrefix = "prk_";
    private const int Bytes = 32, SecretLength = 43;

    /// <summary>Null for what cannot be a secret, so that nobody is asked about it.</summary>
    public static SessionHash? Of(string secret)
    {
        var bare = secret.StartsWith(KeyPrefix, StringComparison.Ordinal) ? secret.AsSpan(KeyPrefix.Length) : secret;
        if (bare.Length != SecretLength || !Base64Url.IsValid(bare)) return null;
        Span<byte> text = stackalloc byte[KeyPrefix.Length + SecretLength];
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(text[..Encoding.ASCII.GetBytes(secret, text)], hash);
        return From(hash);
    }

    /// <summary>Reads what the directory writes.</summary>
    public static SessionHash? Parse(string text)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        return text.Length == SecretLength && Base64Url.TryDecodeFromChars(text, hash, out var written) && written == Bytes ? From(hash) : null;
    }

    public override string ToString()
    {
        Span<ulong> parts = [A, B, C, D];
        return Base64Url.EncodeToString(MemoryMarshal.AsBytes(parts));
    }

    private static SessionHash From(ReadOnlySpan<byte> hash)
    {
        var parts = MemoryMarshal.Cast<byte, ulong>(hash);
        return new SessionHash(parts[0], parts[1], parts[2], parts[3]);
    }
}
