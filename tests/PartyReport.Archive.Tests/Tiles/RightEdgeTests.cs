using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Archive.Tests;

public sealed class RightEdgeTests
{
    private static readonly byte[][] Entries = [.. Enumerable.Range(0, 600).Select(i => Encoding.ASCII.GetBytes($"leaf {i}"))];
    private static readonly byte[][] Hashes = [.. Entries.Select(e => SHA256.HashData([0, .. e]))];

    [Fact]
    public void The_root_of_every_size_is_that_of_RFC_6962()
    {
        var (edge, frontier) = (new RightEdge(), new Frontier());

        for (var size = 0; size <= Hashes.Length; size++)
        {
            var expected = Reference(Hashes.AsSpan(0, size));
            edge.Root().ShouldBe(expected, $"edge of {size}");
            frontier.Root.ShouldBe(expected, $"frontier of {size}");
            if (size == Hashes.Length) break;
            edge.Add(Entries[size]);
            frontier.Add(Hashes[size]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Files_do_not_depend_on_the_batches(int seed)
    {
        var random = new Random(seed);
        for (var size = 0; size <= Hashes.Length; size += random.Next(1, 40))
        {
            var edge = new RightEdge();
            var files = new Dictionary<string, byte[]>();
            while (edge.Size < size)
                edge = Write(edge.Copy(), (int)Math.Min(size, edge.Size + random.Next(1, 300)), files);

            var atOnce = Expected(size);
            foreach (var (path, bytes) in atOnce) files.GetValueOrDefault(path).ShouldBe(bytes, $"{path} of {size}");
            files.Keys.Except(atOnce.Keys).ShouldAllBe(path => path.Contains(".p/"), $"size {size}");
        }
    }

    [Fact]
    public void A_level_two_tile_appears_with_the_65536th_leaf()
    {
        var edge = new RightEdge();
        var full = new List<LogFile>();

        for (var i = 0; i < 65_536; i++) full.AddRange(edge.Add(Entries[i % 600]));

        full.Count(f => f.Path.StartsWith("tile/0/", StringComparison.Ordinal)).ShouldBe(256);
        full.Single(f => f.Path.StartsWith("tile/1/", StringComparison.Ordinal)).Path.ShouldBe("tile/1/000");
        edge.Partials().Single().Path.ShouldBe("tile/2/000.p/1");
        edge.Root().ShouldBe(Reference([.. Enumerable.Range(0, 65_536).Select(i => Hashes[i % 600])]));
    }

    [Fact]
    public void Paths_are_in_groups_of_three_digits()
    {
        TilePath.Hashes(0, 1234067, 256).ShouldBe("tile/0/x001/x234/067");
        TilePath.Entries(5, 17).ShouldBe("tile/entries/005.p/17");
    }

    private static RightEdge Write(RightEdge edge, int until, Dictionary<string, byte[]> files)
    {
        while (edge.Size < until)
            foreach (var file in edge.Add(Entries[edge.Size])) files[file.Path] = file.Bytes;
        foreach (var file in edge.Partials()) files[file.Path] = file.Bytes;
        return edge;
    }

    // Straight from the text of tlog-tiles, without any state.
    private static Dictionary<string, byte[]> Expected(int size)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var (bundle, i) in Entries.Take(size).Chunk(256).Select((b, i) => (b, i)))
            files[$"tile/entries/{i:000}{Suffix(bundle.Length)}"] = [.. bundle.SelectMany(e => (byte[])[(byte)(e.Length >> 8), (byte)e.Length, .. e])];
        var row = Hashes.Take(size).ToArray();
        for (var level = 0; row.Length > 0; level++)
        {
            foreach (var (tile, i) in row.Chunk(256).Select((t, i) => (t, i)))
                files[$"tile/{level}/{i:000}{Suffix(tile.Length)}"] = [.. tile.SelectMany(h => h)];
            row = [.. row.Chunk(256).Where(t => t.Length == 256).Select(t => Reference(t))];
        }
        return files;
    }

    private static string Suffix(int width) => width == 256 ? "" : $".p/{width}";

    private static byte[] Reference(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return SHA256.HashData([]);
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length) k *= 2;
        return SHA256.HashData([1, .. Reference(leaves[..k]), .. Reference(leaves[k..])]);
    }
}
