using System.Text.Json;

namespace PartyReport.Eventing;

/// <summary>
/// How far the log was sent, kept outside the database. A log that ends before it was restored from an older copy, and
/// subscribers hold what it forgot.
/// </summary>
public sealed class HighWaterFile(string path, TimeProvider clock)
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);
    private DateTimeOffset _last;
    private Cursor? _noted;

    /// <summary>The cursor kept in the file, or the start.</summary>
    public Cursor Read() => File.Exists(path) ? JsonSerializer.Deserialize<Cursor>(File.ReadAllBytes(path)) : Cursor.Start;

    /// <summary>Name of whoever works on this data folder; made at the first start and kept beside the file.</summary>
    public string Instance()
    {
        var file = Path.ChangeExtension(path, ".instance");
        // One that a crash left empty names nobody.
        if (!File.Exists(file) || new FileInfo(file).Length == 0) File.WriteAllText(file, Guid.CreateVersion7().ToString());
        return File.ReadAllText(file);
    }

    /// <summary>Notes a cursor before it is sent, at most once a second: less than a second of events is not covered.</summary>
    public async Task Note(Cursor cursor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // A relay that starts begins where it was confirmed, which may be before what it had sent: the mark never goes back.
        _noted ??= Read();
        if (cursor <= _noted || now - _last < AtMostEvery) return;
        await Write(cursor, ct);
        (_noted, _last) = (cursor, now);
    }

    /// <summary>Replaces the file; durable when this returns.</summary>
    public async Task Write(Cursor cursor, CancellationToken ct)
    {
        var next = path + ".next";
        await using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(cursor), ct);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
