using System.Text;

namespace PartyReport.Archive;

/// <summary>The two key files: made at the first start, and never again.</summary>
internal static class KeyFiles
{
    /// <summary>Reads or makes the key. Throws when it is not the one that signed the newest checkpoint.</summary>
    public static LogKey Open(ArchiveFolder folder, Checkpoint? newest)
    {
        var verifier = DurableFile.TryRead(folder.VerifierKey) is { } text ? Encoding.UTF8.GetString(text).TrimEnd('\n') : null;
        if (DurableFile.TryRead(folder.Key) is not { } seed) return newest is null ? Make(folder) : throw Missing(folder);

        var name = verifier?.Split('+')[0] ?? newest?.Origin ?? LogKey.NewName();
        var key = new LogKey(name, Convert.FromBase64String(Encoding.ASCII.GetString(seed)));
        if (verifier is null) WriteVerifier(folder, key);
        if ((verifier ?? key.VerifierKey) != key.VerifierKey || (newest is not null && key.Sign(newest.Size, newest.Root).Note != newest.Note))
            throw Foreign(folder);
        return key;
    }

    // The secret comes last: while it is missing, nothing has been signed and both are made anew.
    private static LogKey Make(ArchiveFolder folder)
    {
        var seed = LogKey.NewSeed();
        var key = new LogKey(LogKey.NewName(), seed);
        WriteVerifier(folder, key);
        DurableFile.Write(folder.Key, Encoding.ASCII.GetBytes(Convert.ToBase64String(seed)), secret: true);
        return key;
    }

    private static void WriteVerifier(ArchiveFolder folder, LogKey key) =>
        DurableFile.Write(folder.VerifierKey, Encoding.UTF8.GetBytes(key.VerifierKey + "\n"));

    private static InvalidOperationException Missing(ArchiveFolder folder) => new(
        $"{folder.Key} is missing, but checkpoints were signed with it. Restore it from the backup; a new key would be a new log.");

    private static InvalidOperationException Foreign(ArchiveFolder folder) => new(
        $"{folder.Key} and {folder.VerifierKey} are not the key that signed the newest checkpoint in the archive's database. " +
        "Restore both files from the backup that belongs to this database.");
}
