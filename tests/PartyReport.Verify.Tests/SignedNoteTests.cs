using System.Text;

namespace PartyReport.Verify.Tests;

public sealed class SignedNoteTests
{
    private const string Text = "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    private static readonly Signer Log = TestLog.Signer;
    private static readonly Signer Witness = new("witness.example", 9);
    private static readonly Signer Namesake = new(TestLog.Signer.Name, 11);

    private static int Signatures => Text.Length + 1;

    [Fact]
    public void The_example_of_the_specification_verifies()
    {
        const string text = "This is an example message.\n";
        const string line = "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        var key = VerifierKey.Parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

        var opened = new SignedNote("note", Encoding.UTF8.GetBytes(text + "\n" + line)).Open(key);

        Encoding.UTF8.GetString(opened).ShouldBe(text);
    }

    [Fact]
    public void The_last_empty_line_ends_the_text()
    {
        const string text = "one\n\ntwo\n\n";

        var opened = new SignedNote("note", Encoding.UTF8.GetBytes(Log.Note(text))).Open(VerifierKey.Parse(Log.VerifierKey));

        Encoding.UTF8.GetString(opened).ShouldBe(text);
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_ignored_before_and_after()
    {
        using var log = TestLog.WithCheckpoint(
            Text + "\n" + Witness.Line([1, 2, 3, 4, 5]) + Namesake.Line(Text) + Log.Line(Text) + Witness.Line([.. Log.Id, 9]));

        log.ShouldBeValid();
    }

    [Fact]
    public void A_note_signed_only_by_others_is_refused()
    {
        using var log = TestLog.WithCheckpoint(Text + "\n" + Witness.Line(Text) + Namesake.Line(Text));

        log.ShouldBlame("checkpoint", Signatures);
    }

    [Fact]
    public void A_bad_signature_of_the_known_key_is_refused_even_beside_a_good_one()
    {
        using var log = TestLog.WithCheckpoint(Text + "\n" + Log.Line(Text) + Log.Line("other\n"));

        log.ShouldBlame("checkpoint", Signatures + Encoding.UTF8.GetByteCount(Log.Line(Text)));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_another_length_than_64_bytes_is_refused(int length)
    {
        byte[] good = Convert.FromBase64String(Log.Line(Text).Split(' ')[2]);
        byte[] resized = [.. good, 0];
        using var log = TestLog.WithCheckpoint(Text + "\n" + Log.Line(resized[..(4 + length)]));

        log.ShouldBlame("checkpoint", Signatures);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_hundred_signatures_are_enough(int count, bool valid)
    {
        var others = string.Concat(Enumerable.Repeat(Witness.Line([1, 2, 3, 4, 5]), count - 1));
        using var log = TestLog.WithCheckpoint(Text + "\n" + others + Log.Line(Text));

        if (valid) log.ShouldBeValid();
        else log.ShouldBlame("checkpoint", Signatures + Encoding.UTF8.GetByteCount(others));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("- a AAAAAAA=\n")]
    [InlineData("\u2014a AAAAAAA=\n")]
    [InlineData("\u2014 a\n")]
    [InlineData("\u2014 a \n")]
    [InlineData("\u2014  AAAAAAA=\n")]
    [InlineData("\u2014 a  AAAAAAA=\n")]
    [InlineData("\u2014 a AAAAAAA= \n")]
    [InlineData("\u2014 a AAAAAAA\n")]
    [InlineData("\u2014 a AAAAAAB=\n")]
    [InlineData("\u2014 a AAAAAA==\n")]
    [InlineData("\u2014 a+b AAAAAAA=\n")]
    [InlineData("\u2014 a\u2003b AAAAAAA=\n")]
    public void A_line_that_is_not_a_signature_is_refused_whoever_signed(string line)
    {
        using var log = TestLog.WithCheckpoint(Text + "\n" + Log.Line(Text) + line);

        log.Blame().File.ShouldBe("checkpoint");
    }

    [Fact]
    public void A_note_without_signatures_is_refused()
    {
        using var bare = TestLog.WithCheckpoint(Text);
        using var split = TestLog.WithCheckpoint(Text + "\n");

        bare.ShouldBlame("checkpoint", Text.Length);
        split.ShouldBlame("checkpoint", Text.Length + 1);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x09)]
    [InlineData(0x0D)]
    [InlineData(0x1F)]
    [InlineData(0x80)]
    [InlineData(0xC0)]
    [InlineData(0xFF)]
    public void A_control_character_or_a_byte_outside_UTF8_is_named(byte value)
    {
        using var log = TestLog.WithCheckpoint(Log.Note(Text));

        log.Change("checkpoint", bytes => [.. bytes[..2], value, .. bytes[2..]]);

        log.ShouldBlame("checkpoint", 2);
    }

    [Fact]
    public void A_note_without_its_last_newline_is_refused()
    {
        using var log = TestLog.WithCheckpoint(Log.Note(Text)[..^1]);

        log.ShouldBlame("checkpoint", Encoding.UTF8.GetByteCount(Log.Note(Text)) - 1);
    }
}
