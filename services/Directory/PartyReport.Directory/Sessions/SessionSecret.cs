using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Directory.Sessions;

/// <summary>What a browser or another system keeps: 256 random bits. Here stands only its hash.</summary>
internal static class SessionSecret
{
    /// <summary>How a key of another system begins, so that it is known when it is found where it must not be.</summary>
    public const string KeyPrefix = "prk_";

    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string OfKey() => KeyPrefix + New();

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The hash that a request names; null when it names none.</summary>
    public static byte[]? Read(string session) =>
        session.Length == 43 && Base64Url.IsValid(session) ? Base64Url.DecodeFromChars(session) : null;

    public static string Write(byte[] hash) => Base64Url.EncodeToString(hash);
}
