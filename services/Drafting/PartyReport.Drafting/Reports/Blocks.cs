using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Reports;

/// <summary>From the parser's blocks to a manifest with ids that survive.</summary>
internal static class Blocks
{
    public static string KindOf(BlockKind kind) => kind switch
    {
        BlockKind.Title => BlockKinds.Title,
        BlockKind.LeadIn => BlockKinds.LeadIn,
        BlockKind.Chapter => BlockKinds.Chapter,
        BlockKind.Section => BlockKinds.Section,
        BlockKind.Point => BlockKinds.Point,
        BlockKind.Paragraph => BlockKinds.Paragraph,
        BlockKind.Closing => BlockKinds.Closing,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    public static BlockKind KindOf(string kind) => Enum.GetValues<BlockKind>().First(k => KindOf(k) == kind);

    /// <summary>
    /// Ids for freshly parsed blocks. A block whose kind and text the revision before had keeps its id, each id once, so
    /// that remarks on it still point to it.
    /// </summary>
    public static IReadOnlyList<ManifestEntry> Place(
        IReadOnlyList<ParsedBlock> parsed, IReadOnlyList<ManifestEntry> before, Func<Guid> newId)
    {
        var known = before.GroupBy(e => (e.Kind, e.Sha256)).ToDictionary(g => g.Key, g => new Queue<Guid>(g.Select(e => e.Block)));
        var placed = new List<ManifestEntry>(parsed.Count);
        foreach (var block in parsed)
        {
            var (kind, sha) = (KindOf(block.Kind), Content.HashOf(block.Text));
            var id = known.TryGetValue((kind, sha), out var ids) && ids.TryDequeue(out var old) ? old : newId();
            placed.Add(new ManifestEntry(id, block.Parent is { } parent ? placed[parent].Block : null, kind, sha));
        }
        return placed;
    }
}
