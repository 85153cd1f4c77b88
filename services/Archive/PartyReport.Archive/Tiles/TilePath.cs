namespace PartyReport.Archive;

/// <summary>Names of c2sp.org/tlog-tiles, relative to the folder of the log.</summary>
internal static class TilePath
{
    public const int Width = 256;

    public static string Hashes(int level, long index, int width) => $"tile/{level}/{Groups(index)}{Partial(width)}";

    public static string Entries(long index, int width) => $"tile/entries/{Groups(index)}{Partial(width)}";

    /// <summary>The folder of the partial forms of a full file.</summary>
    public static string PartialsOf(string full) => full + ".p";

    private static string Partial(int width) => width == Width ? "" : $".p/{width}";

    // All but the last group begin with an x.
    private static string Groups(long index)
    {
        var path = $"{index % 1000:000}";
        while ((index /= 1000) > 0) path = $"x{index % 1000:000}/{path}";
        return path;
    }
}
