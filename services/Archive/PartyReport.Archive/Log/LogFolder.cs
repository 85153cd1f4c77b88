using System.Buffers.Binary;
using System.Globalization;

namespace PartyReport.Archive.Log;

/// <summary>
/// The folder that outsiders verify, in the layout of C2SP tlog-tiles. A file appears whole or not at all, and is durable when
/// its write returns.
/// </summary>
internal sealed class LogFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _home;

    private LogFolder(string home) => _home = home;

    public static LogFolder Open(string home)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(home);
        else Directory.CreateDirectory(home, OwnerOnly);
        Directory.CreateDirectory(Path.Combine(home, "log"));
        return new LogFolder(home);
    }

    public string KeyFile => Path.Combine(_home, "log.key");
    public string VerifierKeyFile => Path.Combine(_home, "log.vkey");
    private string CheckpointFile => Path.Combine(_home, "log", "checkpoint");

    public string? ReadCheckpoint() => File.Exists(CheckpointFile) ? File.ReadAllText(CheckpointFile) : null;

    public void WriteCheckpoint(string note) => DurableFile.Write(CheckpointFile, System.Text.Encoding.UTF8.GetBytes(note));

    public void WriteTile(Tile tile)
    {
        var bytes = new byte[tile.Hashes.Length * Merkle.HashSize];
        for (var i = 0; i < tile.Hashes.Length; i++) tile.Hashes[i].CopyTo(bytes, i * Merkle.HashSize);
        DurableFile.Write(PathOf(Level(tile.Level), tile.Index, tile.Hashes.Length), bytes);
    }

    /// <summary>The hashes of a partial tile; throws when the file is missing or has another length.</summary>
    public byte[][] ReadPartialTile(int level, long index, int width)
    {
        var bytes = File.ReadAllBytes(PathOf(Level(level), index, width));
        if (bytes.Length != width * Merkle.HashSize) throw new InvalidDataException($"Tile {level}/{index} has {bytes.Length} bytes.");
        return [.. bytes.Chunk(Merkle.HashSize)];
    }

    /// <summary>Writes up to 256 entries: each a 16-bit big-endian length and its bytes.</summary>
    public void WriteBundle(long index, IReadOnlyList<byte[]> entries)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bytes.Write(length);
            bytes.Write(entry);
        }
        DurableFile.Write(PathOf("entries", index, entries.Count), bytes.ToArray());
    }

    /// <summary>Removes the partial tiles and bundles that a full one replaces, once a published checkpoint covers that.</summary>
    public void DropPartials(int level, long index)
    {
        Drop(Level(level), index);
        if (level == 0) Drop("entries", index);
    }

    private void Drop(string kind, long index)
    {
        var partials = PathOf(kind, index, TileTree.Width) + ".p";
        if (Directory.Exists(partials)) Directory.Delete(partials, recursive: true);
    }

    private static string Level(int level) => level.ToString(CultureInfo.InvariantCulture);

    // 1234067 → x001/x234/067; a partial one of width w → x001/x234/067.p/w.
    private string PathOf(string kind, long index, int width)
    {
        var path = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = index / 1000; rest > 0; rest /= 1000)
            path = "x" + (rest % 1000).ToString("000", CultureInfo.InvariantCulture) + "/" + path;
        return Path.Combine(_home, "log", "tile", kind, width == TileTree.Width ? path : $"{path}.p/{width}");
    }
}
