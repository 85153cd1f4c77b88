using System.Security.Cryptography;

namespace PartyReport.Archive.Log;

/// <summary>A tile that must be written: full when it holds 256 hashes, otherwise the partial one of this width.</summary>
internal sealed record Tile(int Level, long Index, byte[][] Hashes);

/// <summary>
/// The right edge of the tree, tile by tile: at each level the hashes that do not fill a tile yet (C2SP tlog-tiles). All the
/// rest of the tree is on disk and never needed again.
/// </summary>
internal sealed class TileTree
{
    public const int Width = 256;
    private readonly List<Level> _levels = [];

    private sealed record Level
    {
        public long FullTiles { get; set; }
        public List<byte[]> Edge { get; init; } = [];
    }

    public long Size => _levels is [var first, ..] ? first.FullTiles * Width + first.Edge.Count : 0;

    /// <summary>A tree whose edge was read back from its partial tiles.</summary>
    public static TileTree Of(long size, Func<int, long, int, byte[][]> readPartial)
    {
        var tree = new TileTree();
        for (var (level, nodes) = (0, size); nodes > 0; level++, nodes /= Width)
            tree._levels.Add(new Level
            {
                FullTiles = nodes / Width, Edge = nodes % Width == 0 ? [] : [.. readPartial(level, nodes / Width, (int)(nodes % Width))],
            });
        return tree;
    }

    /// <summary>Adds leaf hashes and returns the tiles that are new because of them.</summary>
    public List<Tile> Append(IEnumerable<byte[]> leafHashes)
    {
        var written = new List<Tile>();
        var touched = new SortedSet<int>();
        foreach (var hash in leafHashes) Add(0, hash, written, touched);
        foreach (var level in touched)
            if (_levels[level].Edge.Count > 0)
                written.Add(new Tile(level, _levels[level].FullTiles, [.. _levels[level].Edge]));
        return written;
    }

    /// <summary>The partial tiles of the edge.</summary>
    public IEnumerable<Tile> Edge() =>
        _levels.Select((l, level) => new Tile(level, l.FullTiles, [.. l.Edge])).Where(t => t.Hashes.Length > 0);

    /// <summary>Root of the whole tree: the perfect subtrees folded from the right.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var level in _levels)
            foreach (var node in Enumerable.Reverse(Merkle.PerfectSubtrees(level.Edge)))
                root = root is null ? node : Merkle.Node(node, root);
        return root ?? SHA256.HashData([]);
    }

    private void Add(int level, byte[] hash, List<Tile> written, SortedSet<int> touched)
    {
        if (level == _levels.Count) _levels.Add(new Level());
        var at = _levels[level];
        at.Edge.Add(hash);
        touched.Add(level);
        if (at.Edge.Count < Width) return;

        written.Add(new Tile(level, at.FullTiles++, [.. at.Edge]));
        var root = Merkle.PerfectSubtrees(at.Edge)[0];
        at.Edge.Clear();
        Add(level + 1, root, written, touched);
    }
}
