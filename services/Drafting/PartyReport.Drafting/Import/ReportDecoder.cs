using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace PartyReport.Drafting.Import;

internal static class ReportDecoder
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static Decoded Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) return DecodingFaults.TooLarge(bytes.Length, MaxBytes);
        if (bytes.IsEmpty) return DecodingFaults.Empty;
        if (ForeignFile.NameOf(bytes) is { } format) return DecodingFaults.Foreign(format);

        var decoded = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8Signed(bytes),
            [0xFF, 0xFE, ..] => Utf16(bytes, "UTF-16LE", BinaryPrimitives.ReadUInt16LittleEndian),
            [0xFE, 0xFF, ..] => Utf16(bytes, "UTF-16BE", BinaryPrimitives.ReadUInt16BigEndian),
            _ => Unsigned(bytes)
        };
        return decoded is Decoded.Report { Text: var text } && string.IsNullOrWhiteSpace(text) ? DecodingFaults.Blank : decoded;
    }

    private static Decoded Utf8Signed(ReadOnlySpan<byte> bytes)
    {
        if (ControlByte(bytes) is { } control) return control;
        return TryUtf8(bytes[3..], out var text, out var read)
            ? new Decoded.Report(text, "UTF-8")
            : DecodingFaults.BrokenUtf8(read + 3);
    }

    private static Decoded Unsigned(ReadOnlySpan<byte> bytes)
    {
        // Neither UTF-8 nor GB18030 uses these bytes inside a longer character, so they are judged before either is tried.
        if (ControlByte(bytes) is { } control) return control;
        if (TryUtf8(bytes, out var text, out var read)) return new Decoded.Report(text, "UTF-8");
        try
        {
            text = Gb18030.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // The strict decoder has no other way to say that the bytes are not GB18030.
            return DecodingFaults.NoEncoding(read);
        }
        // No GB18030 bytes give half a surrogate pair in today's tables, but nothing promises it.
        return IllFormedAt(text) is null ? new Decoded.Report(text, "GB18030") : DecodingFaults.NoEncoding(read);
    }

    private static bool TryUtf8(ReadOnlySpan<byte> bytes, out string text, out int read)
    {
        var chars = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, chars, out read, out var written, replaceInvalidSequences: false);
        text = new string(chars, 0, written);
        return status == OperationStatus.Done;
    }

    private delegate ushort ReadUnit(ReadOnlySpan<byte> bytes);

    // By hand, because the strict UnicodeEncoding reports offsets that are not those of the broken unit.
    private static Decoded Utf16(ReadOnlySpan<byte> bytes, string encoding, ReadUnit read)
    {
        var chars = new char[(bytes.Length / 2) - 1];
        for (var i = 0; i < chars.Length; i++) chars[i] = (char)read(bytes[(2 + (2 * i))..]);

        if (chars.AsSpan().IndexOfAny(DecodingFaults.ControlChars) is >= 0 and var control)
            return DecodingFaults.Control(chars[control], 2 + (2 * control), hasMark: true);
        if (IllFormedAt(chars) is { } broken) return DecodingFaults.BrokenUtf16(encoding, 2 + (2 * broken));
        if (int.IsOddInteger(bytes.Length)) return DecodingFaults.BrokenUtf16(encoding, bytes.Length - 1);
        return new Decoded.Report(new string(chars), encoding);
    }

    private static Decoded.Fault? ControlByte(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAny(DecodingFaults.ControlBytes) is >= 0 and var at
            ? DecodingFaults.Control((char)bytes[at], at, hasMark: bytes is [0xEF, 0xBB, 0xBF, ..])
            : null;

    private static int? IllFormedAt(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return at;
            at++;
        }
        return null;
    }
}
