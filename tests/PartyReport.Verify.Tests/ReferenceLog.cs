using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Verify.Tests;

// The files of a log, by the definitions of RFC 6962 §2.1 and tlog-tiles word for word, and slow.
internal static class ReferenceLog
{
    public static Dictionary<string, byte[]> Build(IReadOnlyList<byte[]> entries, Signer signer, string? origin = null)
    {
        var leaves = entries.Select(entry => SHA256.HashData([0x00, .. entry])).ToArray();
        var text = $"{origin ?? signer.Name}\n{leaves.Length}\n{Convert.ToBase64String(Root(leaves))}\n";
        var files = new Dictionary<string, byte[]> { ["checkpoint"] = Encoding.UTF8.GetBytes(signer.Note(text)) };
        AddInTiles(files, "entries", entries.Select(Framed).ToArray());
        AddLevels(files, leaves);
        return files;
    }

    // The default entries: short, of every length from 0 to 32, nearly all different.
    public static byte[] Entry(int index) => SHA256.HashData(BitConverter.GetBytes(index))[..(index * 7 % 33)];

    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return SHA256.HashData([]);
        if (leaves.Length == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return SHA256.HashData([0x01, .. Root(leaves[..split]), .. Root(leaves[split..])]);
    }

    private static byte[] Framed(byte[] entry)
    {
        var framed = new byte[2 + entry.Length];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)entry.Length);
        entry.CopyTo(framed, 2);
        return framed;
    }

    private static void AddLevels(Dictionary<string, byte[]> files, byte[][] leaves)
    {
        for (int level = 0, span = 1; span <= leaves.Length; level++, span *= 256)
        {
            var hashes = Enumerable.Range(0, leaves.Length / span).Select(i => Root(leaves.AsSpan(i * span, span)));
            AddInTiles(files, $"{level}", hashes.ToArray());
        }
    }

    private static void AddInTiles(Dictionary<string, byte[]> files, string kind, byte[][] parts)
    {
        for (var start = 0; start < parts.Length; start += 256)
        {
            var tile = parts.Skip(start).Take(256).ToArray();
            var partial = tile.Length < 256 ? $".p/{tile.Length}" : "";
            files[$"tile/{kind}/{start / 256:000}{partial}"] = tile.SelectMany(part => part).ToArray();
        }
    }
}
