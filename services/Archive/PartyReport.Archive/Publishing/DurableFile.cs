using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PartyReport.Archive;

/// <summary>Files that are either not there or complete, also after a power cut.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false)
    {
        var folder = Path.GetDirectoryName(path)!;
        MakeFolder(folder);
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        // An older unfinished file would keep its own mode.
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
        SyncFolder(folder);
    }

    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        var above = Path.GetDirectoryName(folder)!;
        MakeFolder(above);
        Directory.CreateDirectory(folder);
        SyncFolder(above);
    }

    // A rename is durable only when its folder is; .NET opens no folders, so libc does. NTFS keeps a journal of its own.
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) throw Failed(folder);
        try
        {
            if (FSync(handle) != 0) throw Failed(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failed(string folder) =>
        new($"{folder} could not be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
