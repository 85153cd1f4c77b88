using System.Text;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class ReportDecoderTests
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    [Theory]
    [InlineData("UTF-8", false)]
    [InlineData("UTF-8", true)]
    [InlineData("UTF-16LE", true)]
    [InlineData("UTF-16BE", true)]
    [InlineData("GB18030", false)]
    public void A_report_is_read_in_each_encoding(string encoding, bool hasMark)
    {
        var decoded = ReportDecoder.Decode(Encodings.Encode(Texts.Report, encoding, hasMark));

        decoded.ShouldBe(new Decoded.Report(Texts.Report, encoding));
    }

    [Fact]
    public void Letters_that_every_encoding_shares_are_called_UTF_8() =>
        ReportDecoder.Decode("plain"u8).ShouldBe(new Decoded.Report("plain", "UTF-8"));

    [Fact]
    public void Only_the_first_byte_order_mark_is_a_signature() =>
        ReportDecoder.Decode([.. Bom, .. Bom, (byte)'a']).ShouldBe(new Decoded.Report("\uFEFFa", "UTF-8"));

    [Fact]
    public void Tabs_line_ends_and_page_breaks_are_text() =>
        ReportDecoder.Decode("a\tb\vc\fd\r\ne"u8).ShouldBe(new Decoded.Report("a\tb\vc\fd\r\ne", "UTF-8"));

    [Fact]
    public void A_text_that_merely_begins_with_PK_is_no_archive() =>
        ReportDecoder.Decode("PK赛"u8).ShouldBe(new Decoded.Report("PK赛", "UTF-8"));

    [Fact]
    public void One_mebibyte_is_read_and_one_byte_more_is_not()
    {
        var bytes = new byte[ReportDecoder.MaxBytes + 1];
        bytes.AsSpan().Fill((byte)'a');

        ReportDecoder.Decode(bytes.AsSpan(1)).ShouldBeOfType<Decoded.Report>();
        Fault(bytes, "report.too-large").ShouldContain("1048577 bytes");
    }

    [Fact]
    public void A_file_without_bytes_is_empty() => Fault([], "report.empty").ShouldContain("empty");

    [Theory]
    [InlineData(" \t\r\n")]
    [InlineData("　　\n\u00A0")]
    public void White_space_alone_is_blank(string text)
    {
        foreach (var (encoding, hasMark) in Encodings.All) Fault(Encodings.Encode(text, encoding, hasMark), "report.blank");
    }

    [Fact]
    public void A_byte_order_mark_alone_is_blank()
    {
        foreach (var (encoding, hasMark) in Encodings.All.Where(all => all.HasMark))
            Fault(Encodings.Encode("", encoding, hasMark), "report.blank");
    }

    [Theory]
    [InlineData("PK\u0003\u0004rest", "Word document (.docx)")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("{\\rtf1 text}", "rich text")]
    public void A_document_of_another_format_is_named(string start, string name)
    {
        var message = Fault(Encoding.Latin1.GetBytes(start), "report.binary");

        message.ShouldContain(name);
        message.ShouldContain("Save it as plain text first");
    }

    [Fact]
    public void An_old_Word_document_is_named() =>
        Fault([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "report.binary").ShouldContain("old Word document");

    [Fact]
    public void NUL_bytes_hint_at_UTF_16_without_a_byte_order_mark()
    {
        var message = Fault(Encoding.Unicode.GetBytes("一、工作\n"), "report.binary");

        message.ShouldContain("UTF-16 without a byte order mark");
    }

    [Theory]
    [InlineData("ab\u0001", "Byte 2 ", "U+0001")]
    [InlineData("\u001B[0m", "Byte 0 ", "U+001B")]
    [InlineData("一、\u001A", "Byte 6 ", "U+001A")]
    public void A_control_character_is_named_with_its_place(string text, string place, string name)
    {
        var message = Fault(Encoding.UTF8.GetBytes(text), "report.binary");

        message.ShouldContain(place);
        message.ShouldContain(name);
    }

    [Theory]
    [InlineData("UTF-16LE")]
    [InlineData("UTF-16BE")]
    public void Control_characters_are_found_in_UTF_16_too(string encoding)
    {
        Fault(Encodings.Encode("一\u0002", encoding, hasMark: true), "report.binary").ShouldContain("Byte 4 ");
        Fault(Encodings.Encode("一\0", encoding, hasMark: true), "report.binary").ShouldNotContain("without a byte order mark");
    }

    [Fact]
    public void Bytes_of_no_encoding_are_refused_with_the_place_where_UTF_8_broke() =>
        Fault([.. "一、"u8, 0xFF, 0xFF], "report.undecodable").ShouldContain("byte 6)");

    [Fact]
    public void A_file_cut_off_inside_a_character_is_refused()
    {
        Fault(Encodings.Encode("一、工作。", "GB18030", hasMark: false).AsSpan()[..^1], "report.undecodable");
        Fault([.. Bom, .. "一、"u8[..^1]], "report.undecodable").ShouldContain("byte 6.");
        Fault(Encodings.Encode("一、", "UTF-16LE", hasMark: true).AsSpan()[..^1], "report.undecodable").ShouldContain("byte 4.");
    }

    [Theory]
    [InlineData("UTF-16LE", new byte[] { 0xFF, 0xFE, 0x00, 0x4E, 0x00, 0xD8, 0x00, 0x4E })]
    [InlineData("UTF-16BE", new byte[] { 0xFE, 0xFF, 0x4E, 0x00, 0xDC, 0x00 })]
    public void Half_a_surrogate_pair_is_refused_with_its_place(string encoding, byte[] bytes)
    {
        var message = Fault(bytes, "report.undecodable");

        message.ShouldContain(encoding);
        message.ShouldContain("byte 4.");
    }

    [Fact]
    public void Surrogates_written_in_UTF_8_are_refused() =>
        Fault([.. Bom, 0xED, 0xA0, 0x80], "report.undecodable").ShouldContain("byte 3.");

    private static string Fault(ReadOnlySpan<byte> bytes, string code)
    {
        var fault = ReportDecoder.Decode(bytes).ShouldBeOfType<Decoded.Fault>();

        fault.Code.ShouldBe(code);
        fault.Message.ShouldNotContain("\n");
        return fault.Message;
    }
}
