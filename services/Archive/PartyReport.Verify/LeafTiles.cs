using System.Collections.Concurrent;

namespace PartyReport.Verify;

// All tiles of level 0 in order. Nearly all of an audit's time is spent here, so every core takes part.
internal sealed class LeafTiles(LogFolder folder, long size)
{
    // Bounds the memory, and is long enough for no core to wait much at its end.
    private const int Batch = 256;

    private readonly ConcurrentBag<LeafReader> idle = [];

    public IEnumerable<LeafTile> InOrder()
    {
        var (full, partial) = Math.DivRem(size, Tile.Width);
        for (long start = 0; start < full; start += Batch)
        {
            foreach (var tile in ReadFull(start, (int)Math.Min(Batch, full - start))) yield return tile;
        }

        if (partial > 0) yield return Read(full, (int)partial);
    }

    private LeafTile[] ReadFull(long start, int count) =>
        ParallelEnumerable.Range(0, count).AsOrdered().Select(i => Read(start + i, Tile.Width)).ToArray();

    private LeafTile Read(long index, int width)
    {
        var reader = idle.TryTake(out var ready) ? ready : new LeafReader(folder);
        var tile = reader.Read(index, width);
        idle.Add(reader);
        return tile;
    }
}
