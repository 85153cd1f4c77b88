using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartyReport.Eventing;

/// <summary>
/// The body of an event in a message: base64, or, of a large one, <c>{"size": bytes, "brotli": base64}</c>. Every subscription gets a
/// message of its own, and the broker writes each twice.
/// </summary>
/// <remarks>A subscriber of a version that knows only base64 cannot read it, and asks for it again until it can.</remarks>
internal sealed class PackedBody : JsonConverter<byte[]>
{
    // A smaller one costs more time than it saves.
    private const int Large = 16 * 1024;

    // Many times the largest event. What claims to be more is refused before anything is unpacked.
    private const int Most = 4 * 1024 * 1024;

    private const int Quality = 1, Window = 22;

    private sealed record Packed(int Size, byte[]? Brotli);

    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
    {
        var packed = value.Length is < Large or > Most ? [] : new byte[value.Length];
        if (!BrotliEncoder.TryCompress(value, packed, out var length, Quality, Window))
        {
            writer.WriteBase64StringValue(value);
            return;
        }
        writer.WriteStartObject();
        writer.WriteNumber("size", value.Length);
        writer.WriteBase64String("brotli", packed.AsSpan(0, length));
        writer.WriteEndObject();
    }

    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? reader.GetBytesFromBase64()
        : Unpacked(JsonSerializer.Deserialize<Packed>(ref reader, JsonSerializerOptions.Web));

    private static byte[] Unpacked(Packed? packed)
    {
        if (packed is not { Size: >= 0 and <= Most, Brotli: { } bytes }) throw new JsonException("A body is base64, or what is packed and its size.");
        var body = new byte[packed.Size];
        return BrotliDecoder.TryDecompress(bytes, body, out var length) && length == body.Length
            ? body
            : throw new JsonException("What a packed body holds is not as long as it says.");
    }
}
