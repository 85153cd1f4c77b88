namespace PartyReport.Verify;

// The path is that of the full file where it stood in for a partial one.
internal readonly record struct LogFile(TilePath Path, int Length);

internal sealed class LogFolder(string root)
{
    public static LogFolder Open(string root)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(root).GetEnumerator();
            entries.MoveNext();
            return new LogFolder(root);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongUse($"the folder cannot be read: {unreadable.Message}");
        }
    }

    // tlog-tiles, "Partial Tiles": a log may delete a partial tile once the full one is there.
    public LogFile Read(TilePath path, Span<byte> buffer)
    {
        if (TryRead(path.ToString(), buffer) is { } length) return new LogFile(path, length);
        var full = path with { Width = Tile.Width };
        if (full != path && TryRead(full.ToString(), buffer) is { } longer) return new LogFile(full, longer);
        throw new InvalidLog(path.ToString(), 0, "missing");
    }

    // Reads no more than the buffer holds; null when there is no such file.
    public int? TryRead(string file, Span<byte> buffer)
    {
        try
        {
            using var handle = File.OpenHandle(Path.Combine(root, file), share: FileShare.ReadWrite | FileShare.Delete);
            int length = 0, read;
            while ((read = RandomAccess.Read(handle, buffer[length..], length)) > 0) length += read;
            return length;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InvalidLog(file, 0, $"unreadable: {unreadable.GetType().Name}");
        }
    }
}
