using System.Runtime.InteropServices;

namespace PartyReport.Archive.Log;

/// <summary>Writes a file so that after any crash it is the old one or the new one, whole.</summary>
internal static partial class DurableFile
{
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var file = new FileStream(path + ".tmp", options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".tmp", path, overwrite: true);
        SyncFolder(folder);
    }

    // A rename is durable only when its folder is; .NET cannot open a folder, so the system is asked directly.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) throw new IOException($"Cannot open {folder}: error {Marshal.GetLastPInvokeError()}.");
        var failed = Sync(handle) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (failed) throw new IOException($"Cannot sync {folder}: error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
