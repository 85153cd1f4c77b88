using Microsoft.Extensions.Configuration;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>What the archive keeps beside its database: the published log and the key that signs it.</summary>
internal sealed class ArchiveFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _root;

    private ArchiveFolder(string root) => _root = root;

    public string Log => Path.Combine(_root, "log");
    public string Checkpoint => Path.Combine(Log, "checkpoint");
    public string VerifierKey => Path.Combine(_root, "log.vkey");
    public string Key => Path.Combine(_root, "log.key");

    public static ArchiveFolder Of(IConfiguration config) => new(Path.Combine(
        Path.GetFullPath(config[EventingSetup.FolderSetting]
            ?? throw new InvalidOperationException($"The setting {EventingSetup.FolderSetting} is missing: name the data folder.")),
        ArchiveModule.Name));

    public void Make()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_root);
        else Directory.CreateDirectory(_root, OwnerOnly);
        Directory.CreateDirectory(Log);
    }

    public void Write(LogFile file) => DurableFile.Write(InLog(file.Path), file.Bytes);

    /// <summary>Writes a file unless it is there as it must be.</summary>
    public void Mend(LogFile file)
    {
        if (DurableFile.TryRead(InLog(file.Path)) is not { } there || !there.AsSpan().SequenceEqual(file.Bytes)) Write(file);
    }

    public byte[]? TryRead(string path) => DurableFile.TryRead(InLog(path));

    /// <summary>Deletes the partial forms of the files that became full between two published sizes.</summary>
    public void DeletePartials(long from, long to)
    {
        for (var index = RightEdge.IndexAt(from, 0); index < RightEdge.IndexAt(to, 0); index++)
            DeletePartials(TilePath.Entries(index, TilePath.Width));
        for (var level = 0; level < RightEdge.LevelsOf(to); level++)
            for (var index = RightEdge.IndexAt(from, level); index < RightEdge.IndexAt(to, level); index++)
                DeletePartials(TilePath.Hashes(level, index, TilePath.Width));
    }

    private void DeletePartials(string full)
    {
        var folder = InLog(TilePath.PartialsOf(full));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private string InLog(string path) => Path.Combine(Log, path);
}
