using DiffPlex;
using DiffPlex.Chunkers;

namespace PartyReport.Web.Reports;

/// <summary>What became of a piece of text.</summary>
public enum Fate
{
    /// <summary>It stands in both.</summary>
    Kept,

    /// <summary>It is new.</summary>
    Inserted,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>A piece of text and what became of it.</summary>
public sealed record Part(Fate Fate, string Text);

/// <summary>The difference of two texts, character by character.</summary>
public static class Changes
{
    // Comparing costs length times differences; past this a reader is better served by the two texts whole.
    private const int Most = 20_000;

    /// <summary>Pieces in reading order; deleted ones stand before what took their place.</summary>
    public static IReadOnlyList<Part> Of(string before, string after)
    {
        if (before == after) return Pieces([(Fate.Kept, before)]);
        var (head, tail) = Shared(before, after);
        var (was, now) = (before[head..^tail], after[head..^tail]);
        return Pieces([(Fate.Kept, before[..head]), .. Middle(was, now), (Fate.Kept, tail == 0 ? "" : before[^tail..])]);
    }

    private static IEnumerable<(Fate, string)> Middle(string was, string now)
    {
        if (was.Length > Most || now.Length > Most) return [(Fate.Deleted, was), (Fate.Inserted, now)];
        var diff = Differ.Instance.CreateDiffs(was, now, ignoreWhiteSpace: false, ignoreCase: false, CharacterChunker.Instance);
        var pieces = new List<(Fate, string)>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            pieces.Add((Fate.Kept, was[at..block.DeleteStartA]));
            pieces.Add((Fate.Deleted, was.Substring(block.DeleteStartA, block.DeleteCountA)));
            pieces.Add((Fate.Inserted, now.Substring(block.InsertStartB, block.InsertCountB)));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        return pieces.Append((Fate.Kept, was[at..]));
    }

    // Both ends that are the same, without cutting a character of two units in half.
    private static (int Head, int Tail) Shared(string before, string after)
    {
        var most = Math.Min(before.Length, after.Length);
        var head = 0;
        while (head < most && before[head] == after[head]) head++;
        if (head > 0 && char.IsHighSurrogate(before[head - 1])) head--;
        var tail = 0;
        while (tail < most - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;
        if (tail > 0 && char.IsLowSurrogate(before[^tail])) tail--;
        return (head, tail);
    }

    private static List<Part> Pieces(IEnumerable<(Fate Fate, string Text)> pieces) =>
        [.. pieces.Where(p => p.Text.Length > 0).Select(p => new Part(p.Fate, p.Text))];
}
