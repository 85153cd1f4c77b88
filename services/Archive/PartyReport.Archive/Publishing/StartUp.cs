using System.Text;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>Brings the files in line with the rows before anything is added. The rows are the truth, unless they are older than the files.</summary>
internal sealed class StartUp(EventLog log, ArchiveFolder folder)
{
    /// <summary>The edge at the newest checkpoint, its files in place.</summary>
    public async Task<RightEdge> Edge(Checkpoint? newest)
    {
        if (newest is null) return new RightEdge();
        if (await FromFiles(newest) is { } edge)
        {
            foreach (var file in edge.Partials()) folder.Mend(file);
            return edge;
        }
        return await log.Read(session => Rebuild(session, newest));
    }

    /// <summary>Refuses rows that do not know what was published: going on would sign a second history.</summary>
    public async Task CheckPublished()
    {
        if (DurableFile.TryRead(folder.Checkpoint) is not { } note) return;
        var row = Checkpoint.SizeIn(note) is { } size ? await log.Read(s => Checkpoint.OfSize(s, size)) : null;
        if (row is null || SignedText(row.Note) != SignedText(Encoding.UTF8.GetString(note)))
            throw new InvalidOperationException(
                $"The archive's database does not hold the checkpoint published in {folder.Checkpoint}: it was restored from an older copy " +
                "than the published log. Restore it from a newer backup, or restore it and the data folder from the same moment.");
    }

    private static string SignedText(string note) => string.Join('\n', note.Split('\n').Take(3));

    private async Task<RightEdge?> FromFiles(Checkpoint newest)
    {
        var levels = new List<byte[]>();
        for (var level = 0; level < RightEdge.LevelsOf(newest.Size); level++)
        {
            if (ReadTile(newest.Size, level) is not { } hashes) return null;
            levels.Add(hashes);
        }
        var width = RightEdge.WidthAt(newest.Size, 0);
        var entries = await log.Read(s => LeafRow.From(s, newest.Size - width, width));
        var edge = RightEdge.At(newest.Size, entries.Select(e => e.Leaf), levels);
        return entries.Count == width && edge.Root().AsSpan().SequenceEqual(newest.Root) ? edge : null;
    }

    private byte[]? ReadTile(long size, int level)
    {
        var width = RightEdge.WidthAt(size, level);
        if (width == 0) return [];
        var hashes = folder.TryRead(TilePath.Hashes(level, RightEdge.IndexAt(size, level), width));
        return hashes?.Length == width * Merkle.HashSize ? hashes : null;
    }

    // First all hashes, then the files: files must not be overwritten from rows that are themselves damaged.
    private async Task<RightEdge> Rebuild(Session session, Checkpoint newest)
    {
        var whole = new Frontier();
        await foreach (var row in LeafRow.Until(session, newest.Size)) whole.Add(Merkle.Leaf(row.Leaf));
        if (whole.Size != newest.Size || !whole.Root.AsSpan().SequenceEqual(newest.Root))
            throw new InvalidOperationException(
                $"The leaves in the archive's database no longer give the root of checkpoint {newest.Size}. Restore the database from a " +
                "backup; the published log is left as it is.");

        var edge = new RightEdge();
        await foreach (var row in LeafRow.Until(session, newest.Size))
            foreach (var file in edge.Add(row.Leaf)) folder.Mend(file);
        foreach (var file in edge.Partials()) folder.Mend(file);
        return edge;
    }
}
