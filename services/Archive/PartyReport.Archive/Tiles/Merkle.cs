using System.Numerics;
using System.Security.Cryptography;

namespace PartyReport.Archive;

/// <summary>Hashes of RFC 6962.</summary>
internal static class Merkle
{
    public const int HashSize = SHA256.HashSizeInBytes;

    public static byte[] Leaf(ReadOnlySpan<byte> leaf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(leaf);
        return hash.GetHashAndReset();
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashSize];
        input[0] = 0x01;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        return SHA256.HashData(input);
    }

    /// <summary>Root over a row of hashes; the last one may stand for a smaller subtree than the others.</summary>
    public static byte[] Root(ReadOnlySpan<byte> hashes)
    {
        var count = hashes.Length / HashSize;
        if (count == 0) return SHA256.HashData([]);
        if (count == 1) return hashes.ToArray();
        var left = (1 << BitOperations.Log2((uint)count - 1)) * HashSize;
        return Node(Root(hashes[..left]), Root(hashes[left..]));
    }
}
