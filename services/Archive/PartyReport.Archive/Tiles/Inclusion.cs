using System.Numerics;

namespace PartyReport.Archive;

/// <summary>The way from a leaf to the root of a published size, read from the tiles: some reads for each of their levels, however long the log.</summary>
/// <param name="read">The file of the log at a path; null when there is none.</param>
internal sealed class Inclusion(long size, Func<string, byte[]?> read)
{
    private readonly Dictionary<(int, long), byte[]> _tiles = [];

    /// <summary>RFC 6962 §2.1.1: the hashes beside the way, the leaf's neighbour first.</summary>
    public List<byte[]> Path(long leaf)
    {
        var path = new List<byte[]>();
        Walk(leaf, 0, size, path);
        return path;
    }

    private void Walk(long leaf, long from, long count, List<byte[]> path)
    {
        if (count == 1) return;
        var left = LeftOf(count);
        var isLeft = leaf < from + left;
        if (isLeft) Walk(leaf, from, left, path);
        else Walk(leaf, from + left, count - left, path);
        path.Add(isLeft ? Root(from + left, count - left) : Root(from, left));
    }

    private byte[] Root(long from, long count)
    {
        if (BitOperations.IsPow2(count)) return Perfect(from, BitOperations.Log2((ulong)count));
        var left = LeftOf(count);
        return Merkle.Node(Root(from, left), Root(from + left, count - left));
    }

    // A perfect subtree lies within one tile of the level below its top, or is one of its hashes.
    private byte[] Perfect(long from, int height)
    {
        var (level, width) = (height / 8, 1 << (height % 8));
        var first = from >> (8 * level);
        var tile = Tile(level, first / TilePath.Width);
        return Merkle.Root(tile.AsSpan((int)(first % TilePath.Width) * Merkle.HashSize, width * Merkle.HashSize));
    }

    private byte[] Tile(int level, long index)
    {
        if (_tiles.TryGetValue((level, index), out var known)) return known;
        var width = (int)Math.Min(TilePath.Width, (size >> (8 * level)) - index * TilePath.Width);
        // The partial form goes when the log has grown past it; the full one begins with the same hashes.
        var tile = read(TilePath.Hashes(level, index, width)) ?? read(TilePath.Hashes(level, index, TilePath.Width));
        return _tiles[(level, index)] = tile?.Length >= width * Merkle.HashSize
            ? tile
            : throw new InvalidOperationException($"{TilePath.Hashes(level, index, width)} is missing or short. Restart the archive: it mends its files.");
    }

    private static long LeftOf(long count) => 1L << BitOperations.Log2((ulong)count - 1);
}
