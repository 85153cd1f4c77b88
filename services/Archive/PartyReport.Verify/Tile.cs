using System.Security.Cryptography;

namespace PartyReport.Verify;

internal static class Tile
{
    public const int Width = 256;
    public const int HashSize = SHA256.HashSizeInBytes;
    public const int Size = Width * HashSize;

    public static Span<byte> HashAt(Span<byte> hashes, int index) => hashes.Slice(index * HashSize, HashSize);

    // Refuses a tile that is not as long as its path says. A byte lost in the middle shifts all that follows, so the place is
    // the first hash known to differ, where there is one.
    public static void CheckSize(LogFile file, int? firstDifference)
    {
        var expected = file.Path.Width * HashSize;
        if (file.Length == expected) return;
        var lastWhole = Math.Min(file.Length / HashSize * HashSize, expected);
        throw new InvalidLog(
            file.Path.ToString(),
            firstDifference * HashSize ?? lastWhole,
            file.Length < expected ? $"{file.Length} bytes long, not {expected}" : $"longer than {expected} bytes");
    }
}
