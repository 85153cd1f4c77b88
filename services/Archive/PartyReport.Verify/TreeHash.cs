using System.Security.Cryptography;

namespace PartyReport.Verify;

// RFC 6962 §2.1.
internal static class TreeHash
{
    // SHA256.HashData makes a new state for each call, which costs a node a quarter more time.
    [ThreadStatic]
    private static IncrementalHash? sha256;

    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> hash) => Hash(0x00, entry, hash);

    // The root over subtrees side by side, none lower than the one after it. Overwrites the hashes.
    public static ReadOnlySpan<byte> Root(Span<byte> hashes)
    {
        for (var count = hashes.Length / Tile.HashSize; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count / 2; i++)
                Hash(0x01, hashes.Slice(2 * i * Tile.HashSize, 2 * Tile.HashSize), Tile.HashAt(hashes, i));

            // The split at the largest power of two leaves an odd last hash as it is, one level up.
            if (count % 2 == 1) Tile.HashAt(hashes, count - 1).CopyTo(Tile.HashAt(hashes, count / 2));
        }

        return hashes[..Tile.HashSize];
    }

    private static void Hash(byte prefix, ReadOnlySpan<byte> data, Span<byte> hash)
    {
        sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData([prefix]);
        sha256.AppendData(data);
        sha256.GetHashAndReset(hash);
    }
}
