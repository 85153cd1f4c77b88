using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Contracts;

/// <summary>A text addressed by its hash: a block of a report, an opinion, a remark.</summary>
/// <param name="Sha256">SHA-256 of the UTF-8 bytes of <paramref name="Text"/>, 64 lower-case hex digits.</param>
/// <param name="Text">The exact text, line ends and indents included. At most 256 KiB of UTF-8.</param>
public sealed record Content(string Sha256, string Text)
{
    /// <summary>Longest text that travels inside an event, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Names a text by its hash.</summary>
    public static Content Of(string text) => new(HashOf(text), text);

    /// <summary>SHA-256 of the UTF-8 bytes, 64 lower-case hex digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
