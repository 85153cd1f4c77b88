using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Archive.Tests;

public sealed class InclusionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    [InlineData(65_793)]
    public void The_way_of_every_leaf_gives_the_root(int size)
    {
        var (edge, files) = Log(size);
        var (root, inclusion) = (edge.Root(), new Inclusion(size, files.GetValueOrDefault));

        foreach (var leaf in size < 1000 ? Enumerable.Range(0, size) : [0, 1, 255, 256, 4095, 65_535, 65_536, 65_791, 65_792])
            RootOver(leaf, size, inclusion.Path(leaf)).ShouldBe(root, $"leaf {leaf} of {size}");
    }

    [Fact]
    public void A_partial_tile_that_is_gone_is_read_from_the_full_one()
    {
        var (edge, files) = Log(300);
        files.Remove("tile/0/001.p/44").ShouldBeTrue();
        foreach (var (path, bytes) in Log(600).Files) files.TryAdd(path, bytes);

        RootOver(299, 300, new Inclusion(300, files.GetValueOrDefault).Path(299)).ShouldBe(edge.Root());
    }

    [Fact]
    public void A_missing_tile_is_named() =>
        Should.Throw<InvalidOperationException>(() => new Inclusion(2, _ => null).Path(1)).Message.ShouldContain("tile/0/000.p/2");

    private static (RightEdge Edge, Dictionary<string, byte[]> Files) Log(int size)
    {
        var (edge, files) = (new RightEdge(), new Dictionary<string, byte[]>());
        for (var i = 0; i < size; i++)
            foreach (var file in edge.Add(Encoding.ASCII.GetBytes($"leaf {i}"))) files[file.Path] = file.Bytes;
        foreach (var file in edge.Partials()) files[file.Path] = file.Bytes;
        return (edge, files);
    }

    // RFC 9162 §2.1.3.2, on its own.
    private static byte[] RootOver(long leaf, long size, IReadOnlyList<byte[]> path)
    {
        var (node, last, root) = (leaf, size - 1, SHA256.HashData([0, .. Encoding.ASCII.GetBytes($"leaf {leaf}")]));
        foreach (var beside in path)
        {
            var isRight = node % 2 == 1 || node == last;
            root = SHA256.HashData(isRight ? [1, .. beside, .. root] : [1, .. root, .. beside]);
            if (isRight)
                while (node % 2 == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            (node, last) = (node >> 1, last >> 1);
        }
        last.ShouldBe(0, "the way ends at the root");
        return root;
    }
}
