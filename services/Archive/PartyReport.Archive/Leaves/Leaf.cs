using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Archive.Leaves;

/// <summary>
/// The canonical bytes of a leaf: who, what, when and digests; never content or names. Written once and stored; this class is
/// used again only to check that the stored event still makes the same bytes.
/// </summary>
internal sealed record Leaf(byte[] Bytes, string Actor, Guid? Report, int? Revision, string? Hash, IReadOnlyList<Content> Contents)
{
    // An entry of the log's bundles has a 16-bit length (C2SP tlog-tiles, "Log Entries").
    private const int MaxBytes = ushort.MaxValue;

    public static Leaf Of(LoggedEvent e, bool early)
    {
        var headers = JsonSerializer.Deserialize<EventHeaders>(e.Headers, WireJson.Options)!;
        using var body = JsonDocument.Parse(e.Body);
        var facts = new Leaf([], headers.Actor, Id(body, "report"), Number(body, "revision"), Text(body, "hash"), ContentsOf(body));
        var bytes = Write(e, headers, facts, early);
        return bytes.Length <= MaxBytes
            ? facts with { Bytes = bytes }
            : throw new InvalidOperationException($"The leaf of {e.Publisher}/{e.Stream}/{e.Version} would have {bytes.Length} bytes.");
    }

    /// <summary>SHA-256 over the length of the headers (32 bits, big-endian), the headers, the body.</summary>
    public static string DigestOf(LoggedEvent e)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)e.Headers.Length);
        hash.AppendData(length);
        hash.AppendData(e.Headers);
        hash.AppendData(e.Body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Write(LoggedEvent e, EventHeaders headers, Leaf facts, bool early)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("publisher", e.Publisher);
            json.WriteString("stream", e.Stream);
            json.WriteNumber("version", e.Version);
            json.WriteString("type", e.Type);
            json.WriteNumber("schema", e.SchemaVersion);
            json.WriteString("occurredAt", e.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("actor", facts.Actor);
            json.WriteString("event", DigestOf(e));
            if (facts.Report is { } report) json.WriteString("report", report);
            if (facts.Revision is { } revision) json.WriteNumber("revision", revision);
            if (facts.Hash is not null) json.WriteString("hash", facts.Hash);
            if (facts.Contents.Count > 0) json.WriteString("contents", DigestOf(facts.Contents));
            WriteCauses(json, headers.Causes);
            if (early) json.WriteBoolean("early", true);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteCauses(Utf8JsonWriter json, IReadOnlyList<Cause> causes)
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

    // SHA-256 over the hashes of the texts in order, in hex, each with a line feed: sha256sum can do it.
    private static string DigestOf(IReadOnlyList<Content> contents) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(contents.Select(c => c.Sha256 + "\n")))));

    private static IReadOnlyList<Content> ContentsOf(JsonDocument body) =>
        body.RootElement.TryGetProperty("newBlocks", out var list) || body.RootElement.TryGetProperty("contents", out list)
            ? list.Deserialize<List<Content>>(WireJson.Options)!
            : [];

    private static Guid? Id(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var value) ? value.GetGuid() : null;

    private static int? Number(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static string? Text(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
