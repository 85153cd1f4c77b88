using System.Text;
using CsCheck;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class ReportDecoderProperties
{
    private static readonly Gen<string> Plausible =
        Gen.OneOf(
                Texts.Biased,
                Gen.Char['一', '龥'].Array[0, 40].Select(chars => new string(chars)),
                Gen.Int[0x20000, 0x2FA1F].Select(char.ConvertFromUtf32),
                Gen.Char[' ', '~'].Array[0, 40].Select(chars => new string(chars)))
            .Array[0, 4].Select(string.Concat);

    [Fact]
    public void What_was_encoded_is_decoded_in_every_encoding() =>
        // GB18030's bytes for 、 are never UTF-8; a few hanzi alone, such as 模, would be both.
        Plausible.Select(text => "一、" + text).Sample(text =>
        {
            foreach (var (encoding, hasMark) in Encodings.All)
                ReportDecoder.Decode(Encodings.Encode(text, encoding, hasMark)).ShouldBe(new Decoded.Report(text, encoding));
        });

    [Fact]
    public void Any_bytes_give_well_formed_text_or_a_fault() =>
        Gen.Select(Gen.OneOf<byte[]>([], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]), Gen.Byte[0x20, 0xFF].Array[0, 12])
            .Sample((mark, bytes) => IsWellFormedOrFault([.. mark, .. bytes]));

    [Fact]
    public void Four_byte_characters_of_GB18030_give_well_formed_text_or_a_fault() =>
        Gen.Select(Gen.Byte[0x81, 0xFE], Gen.Byte[0x30, 0x39], Gen.Byte[0x81, 0xFE], Gen.Byte[0x30, 0x39])
            .Sample((a, b, c, d) => IsWellFormedOrFault([a, b, c, d]));

    private static bool IsWellFormedOrFault(byte[] bytes) =>
        ReportDecoder.Decode(bytes) is not Decoded.Report { Text: var text }
        || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
