using System.Buffers;
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

    /// <summary>Cuts rows into slices whose event stays below 256 KiB, and seals each.</summary>
    public static List<byte[]> Seal<T>(NamesKey key, Guid import, IReadOnlyList<T> rows)
    {
        var (parts, bytes) = (new List<byte[]>(), new ArrayBufferWriter<byte>(MostBytes));
        // A row is written once: what tells its size is what is kept.
        using var json = new Utf8JsonWriter(bytes);
        var count = 0;
        void End()
        {
            json.WriteEndArray();
            json.Flush();
            parts.Add(key.SealFile(import, Packed(bytes.WrittenSpan)));
            bytes.ResetWrittenCount();
            json.Reset();
            count = 0;
        }
        foreach (var row in rows)
        {
            if (count == MostRows || json.BytesCommitted + json.BytesPending > MostBytes) End();
            if (count++ == 0) json.WriteStartArray();
            JsonSerializer.Serialize(json, row, WireJson.Options);
        }
        if (count > 0) End();
        return parts;
    }

    private static byte[] Packed(ReadOnlySpan<byte> rows)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(rows);
        return packed.ToArray();
    }

    public static List<T> Unseal<T>(NamesKey key, Guid import, byte[] part)
    {
        using var brotli = new BrotliStream(new MemoryStream(key.UnsealFile(import, part)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<T>>(brotli, WireJson.Options)!;
    }
}
