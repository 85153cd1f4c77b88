using CsCheck;

namespace PartyReport.Verify.Tests;

internal enum MutationKind { FlipBit, InsertByte, DeleteByte, Truncate, Extend, SwapParts, TakeAnothersContent, DeleteFile }

// One change of one file; the numbers choose among whatever the log has.
internal sealed record Mutation(MutationKind Kind, int File, int Here, int There)
{
    public static readonly Gen<Mutation> Any =
        from kind in Gen.Enum<MutationKind>()
        from file in Gen.Int.NonNegative
        from here in Gen.Int.NonNegative
        from there in Gen.Int.NonNegative
        select new Mutation(kind, file, here, there);

    public string FileOf(string[] files) => files[File % files.Length];

    // The new content, or null for a file that is gone.
    public byte[]? Apply(string file, IReadOnlyDictionary<string, byte[]> files)
    {
        var bytes = files[file];
        var at = bytes.Length == 0 ? 0 : Here % bytes.Length;
        return Kind switch
        {
            MutationKind.DeleteFile => null,
            MutationKind.TakeAnothersContent => files.Values.ElementAt(There % files.Count),
            MutationKind.Truncate => bytes[..at],
            MutationKind.Extend => [.. bytes, .. Enumerable.Repeat((byte)There, 1 + Here % 100)],
            MutationKind.InsertByte => [.. bytes[..at], (byte)There, .. bytes[at..]],
            MutationKind.DeleteByte => [.. bytes[..at], .. bytes[(at + 1)..]],
            MutationKind.FlipBit => [.. bytes[..at], (byte)(bytes[at] ^ (1 << There % 8)), .. bytes[(at + 1)..]],
            MutationKind.SwapParts => Swapped(Parts.Of(file, bytes)),
            _ => throw new InvalidOperationException($"no such mutation: {Kind}"),
        };
    }

    private byte[] Swapped(byte[][] parts)
    {
        var (a, b) = (Here % parts.Length, There % parts.Length);
        (parts[a], parts[b]) = (parts[b], parts[a]);
        return parts.SelectMany(part => part).ToArray();
    }
}
