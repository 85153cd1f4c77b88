using System.Buffers;
using System.Buffers.Binary;

namespace PartyReport.Archive;

/// <summary>
/// The tree at its right edge: the tiles and the bundle that are not full yet. Adding leaves gives the files that become
/// full; <see cref="Partials"/> gives the others. So files depend on the leaves and the size only, not on batches.
/// </summary>
internal sealed class RightEdge
{
    private readonly List<ArrayBufferWriter<byte>> _levels = [];
    private ArrayBufferWriter<byte> _entries = new();

    public long Size { get; private set; }

    /// <summary>An edge at a size, from the entries of its bundle and the hashes of each level's tile.</summary>
    public static RightEdge At(long size, IEnumerable<byte[]> entries, IEnumerable<byte[]> levels)
    {
        var edge = new RightEdge { Size = size };
        foreach (var entry in entries) AddEntry(edge._entries, entry);
        foreach (var hashes in levels) edge._levels.Add(Copy(hashes));
        return edge;
    }

    public RightEdge Copy()
    {
        var copy = new RightEdge { Size = Size, _entries = Copy(_entries.WrittenSpan.ToArray()) };
        foreach (var level in _levels) copy._levels.Add(Copy(level.WrittenSpan.ToArray()));
        return copy;
    }

    /// <summary>Adds a leaf; returns the files that it makes full.</summary>
    public List<LogFile> Add(byte[] entry)
    {
        var full = new List<LogFile>();
        var index = Size++ / TilePath.Width;
        AddEntry(_entries, entry);
        if (Size % TilePath.Width == 0)
        {
            full.Add(new LogFile(TilePath.Entries(index, TilePath.Width), _entries.WrittenSpan.ToArray()));
            _entries.ResetWrittenCount();
        }
        AddHash(Merkle.Leaf(entry), full);
        return full;
    }

    /// <summary>The files at the edge that are not full.</summary>
    public IEnumerable<LogFile> Partials()
    {
        if (WidthAt(Size, 0) is > 0 and var entries)
            yield return new LogFile(TilePath.Entries(Size / TilePath.Width, entries), _entries.WrittenSpan.ToArray());
        for (var level = 0; level < _levels.Count; level++)
            if (WidthAt(Size, level) is > 0 and var width)
                yield return new LogFile(TilePath.Hashes(level, IndexAt(Size, level), width), _levels[level].WrittenSpan.ToArray());
    }

    public byte[] Root()
    {
        byte[] below = [];
        foreach (var level in _levels)
            if (level.WrittenCount + below.Length > 0) below = Merkle.Root([.. level.WrittenSpan.ToArray(), .. below]);
        return below.Length > 0 ? below : Merkle.Root([]);
    }

    /// <summary>Number of levels that a tree of this size has hashes on.</summary>
    public static int LevelsOf(long size)
    {
        var levels = 0;
        for (; size > 0; size /= TilePath.Width) levels++;
        return levels;
    }

    public static int WidthAt(long size, int level) => (int)((size >> (8 * level)) % TilePath.Width);

    /// <summary>Index of the first tile of a level that is not full; the number of full ones.</summary>
    public static long IndexAt(long size, int level) => (size >> (8 * level)) / TilePath.Width;

    private void AddHash(byte[] hash, List<LogFile> full)
    {
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) _levels.Add(new ArrayBufferWriter<byte>());
            _levels[level].Write(hash);
            if (_levels[level].WrittenCount < TilePath.Width * Merkle.HashSize) return;
            var tile = _levels[level].WrittenSpan.ToArray();
            full.Add(new LogFile(TilePath.Hashes(level, IndexAt(Size, level) - 1, TilePath.Width), tile));
            _levels[level].ResetWrittenCount();
            hash = Merkle.Root(tile);
        }
    }

    private static void AddEntry(ArrayBufferWriter<byte> bundle, byte[] entry)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
        bundle.Write(length);
        bundle.Write(entry);
    }

    private static ArrayBufferWriter<byte> Copy(byte[] bytes)
    {
        var copy = new ArrayBufferWriter<byte>();
        copy.Write(bytes);
        return copy;
    }
}

/// <summary>A file of the log, by its path inside the log's folder.</summary>
internal sealed record LogFile(string Path, byte[] Bytes);
