using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Reports;

/// <summary>A block in a comparison.</summary>
/// <param name="Block">As it is now; a deleted one as it was.</param>
/// <param name="Parts">Its words with what became of them.</param>
/// <param name="Moved">Whether it stands elsewhere among its neighbours than before.</param>
public sealed record ComparedBlock(BlockView Block, IReadOnlyList<Part> Parts, bool Moved)
{
    /// <summary>Whether a reader needs to look at it.</summary>
    public bool Changed => Moved || Parts.Any(p => p.Fate != Fate.Kept);
}

/// <summary>Two revisions laid over each other, block by block.</summary>
public static class Comparison
{
    /// <summary>The blocks of the later revision in order, with the deleted ones after what stood before them.</summary>
    public static IReadOnlyList<ComparedBlock> Of(IReadOnlyList<BlockView> before, IReadOnlyList<BlockView> after)
    {
        var old = before.ToDictionary(b => b.Id);
        var kept = after.Select(b => b.Id).ToHashSet();
        var still = Unmoved(before, after);
        var gone = new HashSet<Guid>();
        var compared = new List<ComparedBlock>();
        void Bury(Guid? last)
        {
            foreach (var dead in Following(before, last).TakeWhile(b => !kept.Contains(b.Id)).Where(b => gone.Add(b.Id)))
                compared.Add(new ComparedBlock(dead, [new Part(Fate.Deleted, Outline.Body(dead))], Moved: false));
        }

        Bury(null);
        foreach (var block in after)
        {
            var was = old.GetValueOrDefault(block.Id);
            compared.Add(new ComparedBlock(block, Changes.Of(was is null ? "" : Outline.Body(was), Outline.Body(block)), was is not null && !still.Contains(block.Id)));
            if (was is not null) Bury(block.Id);
        }
        return compared;
    }

    private static IEnumerable<BlockView> Following(IReadOnlyList<BlockView> blocks, Guid? last) =>
        last is null ? blocks : blocks.SkipWhile(b => b.Id != last).Skip(1);

    // The longest run of blocks that kept their order did not move; the others went round them.
    private static HashSet<Guid> Unmoved(IReadOnlyList<BlockView> before, IReadOnlyList<BlockView> after)
    {
        var place = before.Select((b, i) => (b.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var common = after.Where(b => place.ContainsKey(b.Id)).Select(b => (b.Id, Place: place[b.Id])).ToList();
        var ends = new List<int>();
        var earlier = new int[common.Count];
        for (var i = 0; i < common.Count; i++)
        {
            var at = ends.BinarySearch(i, Comparer<int>.Create((a, b) => common[a].Place.CompareTo(common[b].Place)));
            if (at < 0) at = ~at;
            earlier[i] = at == 0 ? -1 : ends[at - 1];
            if (at == ends.Count) ends.Add(i);
            else ends[at] = i;
        }
        var still = new HashSet<Guid>();
        for (var i = ends is [] ? -1 : ends[^1]; i >= 0; i = earlier[i]) still.Add(common[i].Id);
        return still;
    }
}
