using System.IO.Compression;
using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Directory.Names;

namespace PartyReport.Directory.Imports;

/// <summary>The slices of an import while they wait to be written: packed, and sealed because names are in them.</summary>
internal static class Parts
{
    /// <summary>Rows of a slice at most. A unit has at most 1.5 KiB in an event and a post 1 KiB, mostly a fifth of it.</summary>
    private const int MostRows = 1_000, MostBytes = 200 * 1024;

    /// <summary>Cuts rows into slices whose event stays below 256 KiB.</summary>
    public static IEnumerable<List<T>> Cut<T>(IEnumerable<T> rows)
    {
        var (slice, bytes) = (new List<T>(), 0);
        foreach (var row in rows)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(row, WireJson.Options).Length;
            if (slice.Count == MostRows || slice.Count > 0 && bytes + size > MostBytes)
            {
                yield return slice;
                (slice, bytes) = ([], 0);
            }
            slice.Add(row);
            bytes += size;
        }
        if (slice.Count > 0) yield return slice;
    }

    public static byte[] Seal<T>(NamesKey key, Guid import, List<T> rows)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(brotli, rows, WireJson.Options);
        return key.SealFile(import, packed.ToArray());
    }

    public static List<T> Unseal<T>(NamesKey key, Guid import, byte[] part)
    {
        using var brotli = new BrotliStream(new MemoryStream(key.UnsealFile(import, part)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<T>>(brotli, WireJson.Options)!;
    }
}
