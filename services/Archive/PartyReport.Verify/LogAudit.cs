namespace PartyReport.Verify;

// Reads every file the checkpoint reaches, once. A hash that differs somewhere is judged only when the root is known: the
// signed root alone tells whether the leaves or what stands beside or above them was changed.
internal sealed class LogAudit(LogFolder folder, Checkpoint checkpoint)
{
    private readonly UpperTiles upper = new(folder);
    private Disagreement? first;

    public void Run()
    {
        if (!ComputeRoot().AsSpan().SequenceEqual(checkpoint.Root)) throw WhyAnotherRoot();
        if (first is not null) throw first.BlameBundle();
        if (upper.FirstDifference is { } above) throw above.Blame();
    }

    private byte[] ComputeRoot()
    {
        byte[]? partial = null;
        foreach (var leaves in new LeafTiles(folder, checkpoint.Size).InOrder())
        {
            if (leaves.Unusable is not null) throw leaves.Unusable;
            first ??= leaves.Disagreement;
            if (leaves.Width == Tile.Width) upper.Add(leaves.Root);
            else partial = leaves.Root;
        }

        return upper.Close(partial);
    }

    // A leaf that differs from its entry shows where; where both were rewritten together, the tiles above still do.
    private InvalidLog WhyAnotherRoot() =>
        first?.BlameTile()
        ?? upper.FirstDifference?.BlameBelow()
        ?? new InvalidLog(Checkpoint.File, checkpoint.RootOffset, "the tiles and bundles agree with each other, but not with this root");
}
