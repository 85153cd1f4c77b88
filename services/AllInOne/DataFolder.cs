namespace PartyReport.AllInOne;

/// <summary>The folder that holds everything. One process at a time: the lock goes with the process, even when it is killed.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Folder of the log that outsiders verify.</summary>
    public string Log => System.IO.Path.Combine(Path, "archive", "log");

    /// <summary>Its verifier key.</summary>
    public string VerifierKey => System.IO.Path.Combine(Path, "archive", "log.vkey");

    /// <summary>True unless the folder was first started without the demo county.</summary>
    public bool WantsDemoCounty => !File.Exists(EmptyMark);

    private string EmptyMark => System.IO.Path.Combine(Path, "without-demo-county");

    /// <summary>The folder asked for, or the user's own.</summary>
    public static string Resolve(string? asked)
    {
        if (asked is { Length: > 0 }) return System.IO.Path.GetFullPath(asked);
        var home = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return System.IO.Path.Combine(home, "partyreport");
    }

    public static DataFolder Open(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(path);
            else System.IO.Directory.CreateDirectory(path, OwnerOnly);
            var file = System.IO.Path.Combine(path, "lock");
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.Message.Contains("another process", StringComparison.Ordinal))
        {
            throw new KnownFailure(Exit.InUse, $"{path}: 数据目录正被另一个进程使用，请先停止它。 In use by another process; stop that one first. ({e.Message})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KnownFailure(Exit.Failed, $"{path}: 无法建立数据目录。 Cannot make the data folder. ({e.Message})");
        }
    }

    public void KeepEmpty() => File.WriteAllText(EmptyMark, "");

    public void Dispose() => _lock.Dispose();
}
