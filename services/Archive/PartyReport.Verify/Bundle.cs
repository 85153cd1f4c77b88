using System.Buffers.Binary;

namespace PartyReport.Verify;

// Where a bundle stops agreeing with its tile; without a leaf it is the framing that is broken.
internal sealed record BundleFault(int Offset, string Reason, int? Leaf = null);

// tlog-tiles, "Log entries": each is a big-endian uint16 length and as many bytes.
internal static class Bundle
{
    private const int LengthSize = sizeof(ushort);

    public const int MostBytes = Tile.Width * (LengthSize + ushort.MaxValue);

    // Hashes while parsing: a wrong length shifts all that follows, so the first entry that differs is the one to name.
    // Entries beyond the hashes given are only parsed.
    public static BundleFault? Compare(ReadOnlySpan<byte> bundle, int width, ReadOnlySpan<byte> hashes, bool mayGoOn)
    {
        var offset = 0;
        for (var leaf = 0; leaf < width; leaf++)
        {
            var rest = bundle[offset..];
            if (rest.Length < LengthSize) return new BundleFault(offset, $"ends after {leaf} of {width} entries");
            var size = LengthSize + BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (rest.Length < size) return new BundleFault(offset, "the entry runs past the end");
            if (Differs(rest[LengthSize..size], hashes, leaf)) return new BundleFault(offset, "the entry does not hash to its leaf", leaf);
            offset += size;
        }

        return offset == bundle.Length || mayGoOn ? null : new BundleFault(offset, "bytes after the last entry");
    }

    private static bool Differs(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> hashes, int leaf)
    {
        if (hashes.Length <= leaf * Tile.HashSize) return false;
        Span<byte> hash = stackalloc byte[Tile.HashSize];
        TreeHash.Leaf(entry, hash);
        return !hash.SequenceEqual(hashes.Slice(leaf * Tile.HashSize, Tile.HashSize));
    }
}
