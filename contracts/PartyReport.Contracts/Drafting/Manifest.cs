using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Contracts.Drafting;

/// <summary>
/// The canonical form of a revision. Its SHA-256 is the revision's hash, which decisions are bound to; anybody can
/// compute it with a text editor and sha256sum.
/// </summary>
public static class Manifest
{
    /// <summary>First line of the canonical form.</summary>
    public const string Header = "partyreport/manifest/v1";

    /// <summary>
    /// Canonical text: the header line, then a line a block in order, <c>block parent kind sha256</c> separated by one
    /// space, ids in lower case, <c>-</c> for no parent; every line ends with LF.
    /// </summary>
    public static string Canonical(IEnumerable<ManifestEntry> entries)
    {
        var text = new StringBuilder().Append(Header).Append('\n');
        foreach (var e in entries)
            text.Append(e.Block.ToString("D")).Append(' ').Append(e.Parent?.ToString("D") ?? "-").Append(' ')
                .Append(e.Kind).Append(' ').Append(e.Sha256).Append('\n');
        return text.ToString();
    }

    /// <summary>Revision hash: SHA-256 of <see cref="Canonical"/> in UTF-8, 64 lower-case hex digits.</summary>
    public static string HashOf(IEnumerable<ManifestEntry> entries) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(entries))));
}
