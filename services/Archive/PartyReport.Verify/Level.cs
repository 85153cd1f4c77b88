namespace PartyReport.Verify;

internal sealed class Level
{
    private readonly byte[] hashes = new byte[Tile.Size];

    public long Index { get; private set; }

    public int Width { get; private set; }

    public void Add(ReadOnlySpan<byte> hash) => hash.CopyTo(Tile.HashAt(hashes, Width++));

    public byte[] TakeRoot()
    {
        var root = TreeHash.Root(hashes.AsSpan(0, Width * Tile.HashSize)).ToArray();
        Width = 0;
        Index++;
        return root;
    }

    public int? FirstDifference(ReadOnlySpan<byte> stored)
    {
        var hash = hashes.AsSpan(0, Width * Tile.HashSize).CommonPrefixLength(stored) / Tile.HashSize;
        return hash < Math.Min(Width, stored.Length / Tile.HashSize) ? hash : null;
    }
}
