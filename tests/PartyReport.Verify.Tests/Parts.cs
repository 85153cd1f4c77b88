using System.Buffers.Binary;

namespace PartyReport.Verify.Tests;

// What a file of the log is made of: the hashes of a tile, the entries of a bundle, the lines of a checkpoint.
internal static class Parts
{
    public static byte[][] Of(string file, byte[] content)
    {
        List<byte[]> parts = [];
        for (var rest = content.AsSpan(); !rest.IsEmpty; rest = rest[parts[^1].Length..]) parts.Add(rest[..First(file, rest)].ToArray());
        return [.. parts];
    }

    // Where the part begins that holds the byte; the end of the file for a byte beyond it.
    public static int StartOf(string file, byte[] content, int offset)
    {
        var start = 0;
        foreach (var part in Of(file, content))
        {
            if (offset < start + part.Length) return start;
            start += part.Length;
        }

        return start;
    }

    private static int First(string file, ReadOnlySpan<byte> rest)
    {
        if (file == "checkpoint") return rest.IndexOf((byte)'\n') + 1;
        return file.StartsWith("tile/entries/", StringComparison.Ordinal) ? 2 + BinaryPrimitives.ReadUInt16BigEndian(rest) : 32;
    }
}
