namespace PartyReport.Verify;

// Where a tile of leaves and its bundle part. Which of the two is wrong, only the root tells.
internal sealed record Disagreement(TilePath Tile, TilePath Bundle, BundleFault Fault)
{
    public InvalidLog BlameBundle() => new(Bundle.ToString(), Fault.Offset, Fault.Reason);

    // Broken framing is the bundle's fault whatever the root says.
    public InvalidLog BlameTile() => Fault.Leaf is { } leaf
        ? new InvalidLog(Tile.ToString(), leaf * Verify.Tile.HashSize, "not the hash of its entry, nor of the signed root")
        : BlameBundle();
}
