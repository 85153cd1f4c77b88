using System.Security.Cryptography;

namespace PartyReport.Verify;

// Computes every level above the leaves from the one below, and compares it with its tiles.
internal sealed class UpperTiles(LogFolder folder)
{
    private readonly List<Level> levels = [];
    private readonly byte[] buffer = new byte[Tile.Size + 1];

    public UpperDifference? FirstDifference { get; private set; }

    public void Add(ReadOnlySpan<byte> hash, int level = 1)
    {
        if (levels.Count < level) levels.Add(new Level());
        var current = levels[level - 1];
        current.Add(hash);
        if (current.Width < Tile.Width) return;

        Compare(level);
        Add(current.TakeRoot(), level + 1);
    }

    public byte[] Close(byte[]? partialLeaves)
    {
        var below = partialLeaves;
        for (var level = 1; level <= levels.Count; level++)
        {
            var current = levels[level - 1];
            if (current.Width == 0) continue;

            Compare(level);
            // tlog-tiles never hashes a partial tile into the tile above, but the tree of RFC 6962 goes on above it.
            if (below is not null) current.Add(below);
            below = current.TakeRoot();
        }

        return below ?? SHA256.HashData([]);
    }

    private void Compare(int level)
    {
        var computed = levels[level - 1];
        var file = folder.Read(TilePath.Hashes(level, computed.Index, computed.Width), buffer);
        var difference = computed.FirstDifference(buffer.AsSpan(0, file.Length));
        Tile.CheckSize(file, difference);
        if (difference is { } hash) FirstDifference ??= new UpperDifference(level, file.Path, hash);
    }
}

internal sealed record UpperDifference(int Level, TilePath Tile, int Hash)
{
    private TilePath Below => TilePath.Hashes(Level - 1, Tile.Index * Verify.Tile.Width + Hash, Verify.Tile.Width);

    public InvalidLog Blame() => new(Tile.ToString(), Hash * Verify.Tile.HashSize, $"not the hash of {Below}");

    public InvalidLog BlameBelow() => new(Below.ToString(), 0, $"agrees with all below it, but not with {Tile} or the signed root");
}
