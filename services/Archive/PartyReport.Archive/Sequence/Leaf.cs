using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Archive;

/// <summary>The canonical bytes of a leaf: who, what, when, which revision, and digests. Never a name, never a text.</summary>
internal static class Leaf
{
    /// <summary>An entry of a bundle has two bytes for its length.</summary>
    public const int MaxBytes = ushort.MaxValue;

    public const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(Happening e, EventHeaders headers, Facts facts, bool early)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            WriteEvent(json, e, headers);
            WriteFacts(json, facts);
            WriteCauses(json, headers.Causes);
            if (early) json.WriteBoolean("early", true);
            json.WriteEndObject();
        }
        return bytes.WrittenCount <= MaxBytes
            ? bytes.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"The leaf of {e.Name} would have {bytes.WrittenCount} bytes; at most {MaxBytes} fit.");
    }

    private static void WriteEvent(Utf8JsonWriter json, Happening e, EventHeaders headers)
    {
        json.WriteNumber("v", 1);
        json.WriteString("publisher", e.Publisher);
        json.WriteString("stream", e.Stream);
        json.WriteNumber("version", e.Version);
        json.WriteString("type", e.Type);
        json.WriteNumber("schema", e.SchemaVersion);
        json.WriteString("occurredAt", e.OccurredAt.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture));
        json.WriteString("actor", headers.Actor);
        json.WriteString("event", HashOf(e.Headers, e.Body));
    }

    private static void WriteFacts(Utf8JsonWriter json, Facts facts)
    {
        if (facts.Report is { } report) json.WriteString("report", report);
        if (facts.Revision is { } revision) json.WriteNumber("revision", revision);
        if (facts.Hash is { } hash) json.WriteString("hash", hash);
        if (facts.Contents.Count > 0) json.WriteString("contents", HashOf(facts.Contents));
    }

    private static void WriteCauses(Utf8JsonWriter json, IEnumerable<Cause> causes)
    {
        json.WriteStartArray("causes");
        foreach (var cause in causes)
        {
            json.WriteStartObject();
            json.WriteString("publisher", cause.Publisher);
            json.WriteString("stream", cause.Stream);
            json.WriteNumber("version", cause.Version);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // The length in front keeps a byte from moving between headers and body.
    private static string HashOf(byte[] headers, byte[] body)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, headers.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(length);
        hash.AppendData(headers);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string HashOf(IEnumerable<Content> contents) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(contents.Select(c => c.Sha256 + "\n")))));
}
