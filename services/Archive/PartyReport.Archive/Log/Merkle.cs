using System.Security.Cryptography;

namespace PartyReport.Archive.Log;

/// <summary>Hashes of RFC 6962 §2.1.</summary>
internal static class Merkle
{
    public const int HashSize = 32;

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashSize];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        return SHA256.HashData(input);
    }

    /// <summary>Roots of the largest perfect subtrees of a run of nodes, from left to right.</summary>
    public static List<byte[]> PerfectSubtrees(IReadOnlyList<byte[]> nodes)
    {
        var roots = new List<byte[]>();
        for (int done = 0, left = nodes.Count; left > 0;)
        {
            var size = 1 << (31 - int.LeadingZeroCount(left));
            roots.Add(Perfect(nodes, done, size));
            done += size;
            left -= size;
        }
        return roots;
    }

    private static byte[] Perfect(IReadOnlyList<byte[]> nodes, int from, int size) => size == 1
        ? nodes[from]
        : Node(Perfect(nodes, from, size / 2), Perfect(nodes, from + size / 2, size / 2));
}
