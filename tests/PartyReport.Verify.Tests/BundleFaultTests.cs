namespace PartyReport.Verify.Tests;

public sealed class BundleFaultTests
{
    // Three entries, which begin at 0, 5 and 10, and end at 15.
    private const string File = "tile/entries/000.p/3";

    [Theory]
    [InlineData(4, 0)]
    [InlineData(7, 5)]
    [InlineData(14, 10)]
    public void A_flipped_bit_in_an_entry_names_the_bundle_and_the_entry(int flipped, long offset)
    {
        using var log = Small();

        log.Flip(File, flipped);

        log.ShouldBlame(File, offset);
    }

    [Theory]
    [InlineData(5, 0x10)]
    [InlineData(6, 2)]
    [InlineData(6, 8)]
    [InlineData(6, 200)]
    public void A_wrong_length_names_its_entry_and_not_where_the_parser_stumbles(int at, byte value)
    {
        using var log = Small();

        log.Change(File, bytes => [.. bytes[..at], value, .. bytes[(at + 1)..]]);

        log.ShouldBlame(File, 5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(10, 10)]
    [InlineData(11, 10)]
    [InlineData(12, 10)]
    [InlineData(14, 10)]
    public void A_bundle_cut_short_is_named_at_its_first_incomplete_entry(int length, long offset)
    {
        using var log = Small();

        log.Change(File, bytes => bytes[..length]);

        log.ShouldBlame(File, offset);
    }

    [Fact]
    public void Bytes_after_the_last_entry_are_named()
    {
        using var log = Small();

        log.Change(File, bytes => [.. bytes, 0, 0]);

        log.ShouldBlame(File, 15);
    }

    [Fact]
    public void Two_swapped_entries_name_the_first_of_them()
    {
        using var log = Small();

        log.Change(File, bytes => [.. bytes[..5], .. bytes[10..], .. bytes[5..10]]);

        log.ShouldBlame(File, 5);
    }

    [Fact]
    public void A_missing_bundle_is_named()
    {
        using var log = TestLog.Of(600);

        log.Delete("tile/entries/001");

        log.Run().Output.ShouldBe($"invalid: tile/entries/001, offset 0: missing{Environment.NewLine}");
    }

    [Fact]
    public void A_bundle_in_another_ones_place_is_named()
    {
        using var log = TestLog.Of(600);

        log.Write("tile/entries/001", log.Original["tile/entries/000"]);

        log.ShouldBlame("tile/entries/001", 0);
    }

    private static TestLog Small() => TestLog.Of([[.. "one"u8], [.. "two"u8], [.. "six"u8]]);
}
