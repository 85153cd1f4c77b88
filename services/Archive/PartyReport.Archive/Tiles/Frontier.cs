using System.Security.Cryptography;

namespace PartyReport.Archive;

/// <summary>The root of a growing tree from its perfect subtrees alone; shares nothing with the tiles that it is held against.</summary>
internal sealed class Frontier
{
    private readonly List<(int Height, byte[] Hash)> _subtrees = [];

    public long Size { get; private set; }

    public byte[] Root => _subtrees is []
        ? SHA256.HashData([])
        : _subtrees.AsEnumerable().Reverse().Select(s => s.Hash).Aggregate((right, left) => Merkle.Node(left, right));

    public void Add(byte[] leaf)
    {
        var (height, hash) = (0, leaf);
        while (_subtrees is [.., var last] && last.Height == height)
        {
            (height, hash) = (height + 1, Merkle.Node(last.Hash, hash));
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }
        _subtrees.Add((height, hash));
        Size++;
    }
}
