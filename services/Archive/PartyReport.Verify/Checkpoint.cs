using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Verify;

// c2sp.org/tlog-checkpoint: origin, size and root, each a line of a signed note.
internal sealed record Checkpoint(string Origin, long Size, byte[] Root, int RootOffset)
{
    public const string File = "checkpoint";

    private const int MostBytes = 1 << 20;

    public static Checkpoint Read(LogFolder folder, VerifierKey key)
    {
        var buffer = new byte[MostBytes + 1];
        var length = folder.TryRead(File, buffer) ?? throw Fault(0, "missing");
        if (length > MostBytes) throw Fault(MostBytes, "longer than 1 MiB");
        return Read(File, buffer[..length], key);
    }

    // A note that stands at the end of another file is a checkpoint like any.
    public static Checkpoint Read(string file, byte[] note, VerifierKey key) => Parse(new SignedNote(file, note).Open(key));

    private static Checkpoint Parse(byte[] text)
    {
        var lines = Encoding.UTF8.GetString(text)[..^1].Split('\n');
        CheckNoneEmpty(lines);
        if (lines is not [var origin, var size, var root, ..]) throw Fault(text.Length, "fewer than three lines");

        var sizeOffset = Encoding.UTF8.GetByteCount(origin) + 1;
        var rootOffset = sizeOffset + size.Length + 1;
        return new Checkpoint(
            origin,
            ParseSize(size) ?? throw Fault(sizeOffset, "the size is not a plain decimal number"),
            StrictBase64.Decode(root) is { Length: SHA256.HashSizeInBytes } hash
                ? hash
                : throw Fault(rootOffset, "the root is not 32 bytes of canonical base64"),
            rootOffset);
    }

    private static void CheckNoneEmpty(string[] lines)
    {
        var offset = 0;
        foreach (var line in lines)
        {
            if (line.Length == 0) throw Fault(offset, "an empty line");
            offset += Encoding.UTF8.GetByteCount(line) + 1;
        }
    }

    // "No leading zeroes (unless the tree is empty, in which case the tree size is 0)".
    private static long? ParseSize(string text) =>
        (text is "0" || !text.StartsWith('0')) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    private static InvalidLog Fault(long offset, string reason) => new(File, offset, reason);
}
