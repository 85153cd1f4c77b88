namespace PartyReport.Verify.Tests;

public sealed class TileFaultTests
{
    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    public void A_flipped_bit_in_a_tile_names_the_tile_and_the_hash(string file)
    {
        using var log = TestLog.Of(600);

        log.Flip(file, 32 + 31);

        log.ShouldBlame(file, 32);
    }

    [Theory]
    [InlineData("tile/0/200", 255 * 32)]
    [InlineData("tile/1/000", 200 * 32)]
    [InlineData("tile/1/001.p/1", 0)]
    [InlineData("tile/2/000.p/1", 0)]
    public void A_flipped_bit_is_found_at_every_level(string file, int offset)
    {
        using var log = TestLog.Of(65_536 + 300);

        log.Flip(file, offset + 5);

        log.ShouldBlame(file, offset);
    }

    [Theory]
    [InlineData("tile/0/000", 8191, 8160)]
    [InlineData("tile/0/002.p/88", 64, 64)]
    [InlineData("tile/1/000.p/2", 33, 32)]
    [InlineData("tile/1/000.p/2", 0, 0)]
    [InlineData("tile/0/000", 0, 0)]
    public void A_tile_cut_short_is_named_at_its_first_incomplete_hash(string file, int length, long offset)
    {
        using var log = TestLog.Of(600);

        log.Change(file, bytes => bytes[..length]);

        log.ShouldBlame(file, offset);
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    public void A_tile_that_goes_on_is_named_at_its_due_end(string file)
    {
        using var log = TestLog.Of(600);

        log.Change(file, bytes => [.. bytes, .. bytes]);

        log.ShouldBlame(file, log.Original[file].Length);
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/1/000.p/2")]
    public void A_byte_lost_in_the_middle_is_named_where_it_was(string file)
    {
        using var log = TestLog.Of(600);

        log.Change(file, bytes => [.. bytes[..3], .. bytes[4..]]);

        log.ShouldBlame(file, 0);
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/002.p/88")]
    [InlineData("tile/1/000.p/2")]
    public void A_missing_tile_is_named(string file)
    {
        using var log = TestLog.Of(600);

        log.Delete(file);

        log.Run().Output.ShouldBe($"invalid: {file}, offset 0: missing{Environment.NewLine}");
    }

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/1/000.p/2")]
    public void A_tile_that_cannot_be_read_is_named(string file)
    {
        using var log = TestLog.Of(600);

        log.Delete(file);
        Directory.CreateDirectory(Path.Combine(log.Folder, file));

        log.ShouldBlame(file, 0);
    }

    [Fact]
    public void Of_several_faults_the_first_in_the_logs_order_is_named()
    {
        using var log = TestLog.Of(256 * 40);
        for (var tile = 39; tile >= 3; tile--) log.Delete($"tile/0/{tile:000}");

        log.ShouldBlame("tile/0/003", 0);
    }

    [Fact]
    public void A_tile_rewritten_with_its_bundle_is_found_from_the_tile_above()
    {
        using var log = TestLog.Of(600);
        var forged = Forged(600, 300);

        log.Write("tile/0/001", forged["tile/0/001"]);
        log.Write("tile/entries/001", forged["tile/entries/001"]);

        log.ShouldBlame("tile/0/001", 0);
    }

    [Fact]
    public void Two_levels_rewritten_together_are_found_from_the_third()
    {
        using var log = TestLog.Of(65_536 + 300);
        foreach (var (file, content) in Forged(65_536 + 300, 300))
        {
            if (file is not ("checkpoint" or "tile/2/000.p/1")) log.Write(file, content);
        }

        log.ShouldBlame("tile/1/000", 0);
    }

    [Fact]
    public void A_log_rewritten_as_a_whole_disagrees_with_the_root_of_its_checkpoint()
    {
        using var log = TestLog.Of(600);
        foreach (var (file, content) in Forged(600, 599))
        {
            if (file != "checkpoint") log.Write(file, content);
        }

        log.ShouldBlame("checkpoint", "log.example/archive\n600\n".Length);
    }

    private static Dictionary<string, byte[]> Forged(int size, int leaf)
    {
        var entries = TestLog.Entries(size);
        entries[leaf] = [.. "forged"u8];
        return ReferenceLog.Build(entries, TestLog.Signer);
    }
}
