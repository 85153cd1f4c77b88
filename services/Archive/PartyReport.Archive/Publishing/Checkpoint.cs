using System.Globalization;
using System.Text;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>A signed state of the log.</summary>
internal sealed record Checkpoint
{
    public long Size { get; init; }
    public byte[] Root { get; init; } = [];
    public string Note { get; init; } = "";

    public string RootText => Convert.ToBase64String(Root);
    public string Origin => Note.Split('\n')[0];

    public static Task<List<Checkpoint>> NewestTwo(Session session) =>
        session.Query<Checkpoint>($"{Select(session)} order by size desc limit 2");

    public static Task<Checkpoint?> OfSize(Session session, long size) =>
        session.First<Checkpoint>($"{Select(session)} where size = @size", new { size });

    /// <summary>The first one that covers a leaf and is not beyond what is published.</summary>
    public static Task<Checkpoint?> FirstCovering(Session session, long leaf, long published) => session.First<Checkpoint>(
        $"{Select(session)} where size > @leaf and size <= @published order by size limit 1", new { leaf, published });

    public static Task<List<Checkpoint>> After(Session session, long size, int limit) => session.Query<Checkpoint>(
        $"{Select(session)} where size > @size order by size limit @limit", new { size, limit });

    /// <summary>
    /// Keeps it. It may be there already, when the connection broke during the commit of the attempt before: then the note
    /// is the same, because signing is deterministic.
    /// </summary>
    public async Task<Checkpoint> Insert(Session session, DateTimeOffset now)
    {
        var added = await session.Execute(
            "insert into checkpoint (size, root, note, made_at) values (@Size, @Root, @Note, @now) on conflict (size) do nothing",
            new { Size, Root, Note, now });
        return added == 1 || (await OfSize(session, Size))?.Note == Note
            ? this
            : throw new InvalidOperationException($"Another process has signed a checkpoint of {Size} leaves with another key.");
    }

    private static string Select(Session session) =>
        $"select size, {Unproved.Bytes(session, "root")} as root, {Unproved.Text("note")} as note from checkpoint";

    /// <summary>The size that a published note names, or null when it is none.</summary>
    public static long? SizeIn(byte[] note) =>
        Encoding.UTF8.GetString(note).Split('\n') is [_, var size, _, ..] &&
        long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves) ? leaves : null;
}
