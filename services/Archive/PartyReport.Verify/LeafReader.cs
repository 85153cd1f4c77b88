namespace PartyReport.Verify;

internal sealed record LeafTile(int Width, byte[] Root, Disagreement? Disagreement = null, InvalidLog? Unusable = null);

// Owns the buffers for one tile and one bundle, so each thread needs its own.
internal sealed class LeafReader(LogFolder folder)
{
    private readonly byte[] tile = new byte[Tile.Size + 1];
    private readonly byte[] bundle = GC.AllocateUninitializedArray<byte>(Bundle.MostBytes + 1);

    public LeafTile Read(long index, int width)
    {
        try
        {
            return Compare(TilePath.Hashes(0, index, width), TilePath.Entries(index, width));
        }
        catch (InvalidLog fault)
        {
            // Kept as a value: of faults met at the same time, the first in the log's order is reported.
            return new LeafTile(width, [], Unusable: fault);
        }
    }

    private LeafTile Compare(TilePath tilePath, TilePath bundlePath)
    {
        var width = tilePath.Width;
        var hashes = folder.Read(tilePath, tile);
        var entries = folder.Read(bundlePath, bundle);

        var known = tile.AsSpan(0, Math.Min(hashes.Length / Tile.HashSize, width) * Tile.HashSize);
        var fault = Bundle.Compare(bundle.AsSpan(0, entries.Length), width, known, mayGoOn: entries.Path != bundlePath);
        Tile.CheckSize(hashes, fault?.Leaf);

        var disagreement = fault is null ? null : new Disagreement(hashes.Path, entries.Path, fault);
        return new LeafTile(width, TreeHash.Root(known).ToArray(), disagreement);
    }
}
