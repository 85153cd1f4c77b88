using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Verify;

// c2sp.org/tlog-proof: one leaf, its place, the hashes beside its way to the root, and the checkpoint as it was signed.
// The leaf itself stands in "extra".
internal sealed class Proof(string file, byte[] bytes)
{
    private const int MostBytes = 1 << 20;
    private const int MostHashes = 63;
    private int at;

    public static Verdict Verify(string file, VerifierKey key)
    {
        var proof = new Proof(Path.GetFileName(file), Read(file));
        return proof.Verify(key);
    }

    private Verdict Verify(VerifierKey key)
    {
        if (Line() != "c2sp.org/tlog-proof@v1") throw Fault(0, "not a proof of c2sp.org/tlog-proof@v1");
        var entry = Field("extra ", StrictBase64.Decode) ?? throw Fault(at, "no line 'extra' with the leaf in canonical base64");
        var index = Field("index ", s => Plain(s)) ?? throw Fault(at, "no line 'index' with a plain decimal number");
        var (start, path) = (at, Hashes());
        var checkpoint = Checkpoint.Read(file, bytes[at..], key);
        if (index >= checkpoint.Size) throw Fault(start, $"leaf {index} is beyond the checkpoint of {checkpoint.Size} leaves");
        if (!RootOver(entry, index, checkpoint.Size, path).AsSpan().SequenceEqual(checkpoint.Root))
            throw Fault(start, "the leaf and these hashes do not give the signed root");
        return Verdict.Valid(checkpoint, index, Encoding.UTF8.GetString(entry));
    }

    // RFC 9162 §2.1.3.2; a path of another length gives no root.
    private static byte[] RootOver(byte[] entry, long index, long size, List<byte[]> path)
    {
        var root = new byte[SHA256.HashSizeInBytes];
        TreeHash.Leaf(entry, root);
        var (node, last) = (index, size - 1);
        foreach (var beside in path)
        {
            if (last == 0) return [];
            if (node % 2 == 1 || node == last)
            {
                root = TreeHash.Root([.. beside, .. root]).ToArray();
                while (node % 2 == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else root = TreeHash.Root([.. root, .. beside]).ToArray();
            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? root : [];
    }

    private List<byte[]> Hashes()
    {
        List<byte[]> path = [];
        for (var begin = at; Line() is { Length: > 0 } line; begin = at)
        {
            if (path.Count == MostHashes) throw Fault(begin, $"more than {MostHashes} hashes");
            path.Add(StrictBase64.Decode(line) is { Length: SHA256.HashSizeInBytes } hash ? hash : throw Fault(begin, "not 32 bytes of canonical base64"));
        }

        return path;
    }

    private T? Field<T>(string name, Func<string, T?> read)
    {
        var begin = at;
        var line = Line();
        if (line.StartsWith(name, StringComparison.Ordinal) && read(line[name.Length..]) is { } value) return value;
        at = begin;
        return default;
    }

    private string Line()
    {
        var length = bytes.AsSpan(at).IndexOf((byte)'\n');
        if (length < 0) throw Fault(bytes.Length, "ends before its checkpoint");
        var line = Encoding.UTF8.GetString(bytes, at, length);
        at += length + 1;
        return line;
    }

    private static long? Plain(string text) =>
        (text is "0" || !text.StartsWith('0')) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[] Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Length <= MostBytes ? File.ReadAllBytes(file) : throw new InvalidLog(info.Name, MostBytes, "longer than 1 MiB");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongUse($"the proof cannot be read: {unreadable.Message}");
        }
    }

    private InvalidLog Fault(long offset, string reason) => new(file, offset, reason);
}
