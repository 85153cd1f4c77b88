namespace PartyReport.Verify;

// c2sp.org/tlog-tiles: tile/L/N[.p/W] and tile/entries/N[.p/W].
internal readonly record struct TilePath(string Kind, long Index, int Width)
{
    public static TilePath Hashes(int level, long index, int width) => new($"{level}", index, width);

    public static TilePath Entries(long index, int width) => new("entries", index, width);

    public override string ToString() => $"tile/{Kind}/{Groups(Index)}{(Width == Tile.Width ? "" : $".p/{Width}")}";

    // "Zero-padded 3-digit path elements. All but the last path element MUST begin with an x."
    private static string Groups(long index)
    {
        var path = $"{index % 1000:000}";
        while ((index /= 1000) > 0) path = $"x{index % 1000:000}/{path}";
        return path;
    }
}
