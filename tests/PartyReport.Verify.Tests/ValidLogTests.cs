using System.Text;

namespace PartyReport.Verify.Tests;

public sealed class ValidLogTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    [InlineData(65_536)]
    [InlineData(65_536 + 300)]
    public void A_log_of_any_shape_is_valid(int size)
    {
        using var log = TestLog.Of(size);
        var root = Encoding.UTF8.GetString(log.Original["checkpoint"]).Split('\n')[2];

        var result = log.Run();

        result.ShouldBe(new Result(0, $"valid: log.example/archive, {size} leaves, root {root}{Environment.NewLine}", ""));
    }

    [Fact]
    public void An_empty_log_has_the_hash_of_nothing_as_its_root()
    {
        using var log = TestLog.Of(0);

        log.Run().Output.ShouldContain("root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    [Fact]
    public void The_json_form_is_one_line_with_plain_base64()
    {
        using var log = TestLog.Of(0);

        var result = log.Run("--json");

        result.Output.ShouldBe(
            """{"valid":true,"origin":"log.example/archive","size":0,"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}"""
            + Environment.NewLine);
    }

    [Fact]
    public void An_entry_may_be_empty_or_of_65535_bytes()
    {
        using var log = TestLog.Of([[], new byte[ushort.MaxValue], [], [0]]);

        log.ShouldBeValid();
    }

    [Fact]
    public void What_the_checkpoint_does_not_reach_is_ignored()
    {
        using var log = TestLog.Of(600);
        log.Write("tile/0/002.p/17", [1, 2, 3]);
        log.Write("tile/0/003", [1, 2, 3]);
        log.Write("tile/1/000", [1, 2, 3]);
        log.Write("tile/entries/002", [1, 2, 3]);
        log.Write("tile/0/000.p/5/notes.txt", []);
        log.Write("README", []);

        log.ShouldBeValid();
    }

    [Fact]
    public void A_full_tile_and_bundle_stand_in_for_partial_ones_that_are_gone()
    {
        using var log = WithFullForPartial();

        log.ShouldBeValid();
    }

    [Theory]
    [InlineData("tile/0/002", 33, 32)]
    [InlineData("tile/entries/002", 1, 0)]
    public void A_stand_in_with_a_flipped_bit_is_itself_named(string file, int flipped, long offset)
    {
        using var log = WithFullForPartial();

        log.Flip(file, flipped);

        log.ShouldBlame(file, offset);
    }

    [Fact]
    public void A_stand_in_that_is_not_a_whole_tile_is_itself_named()
    {
        using var log = WithFullForPartial();

        log.Change("tile/0/002", bytes => bytes[..^1]);

        log.ShouldBlame("tile/0/002", 255 * 32);
    }

    [Fact]
    public void An_origin_cannot_steer_the_terminal()
    {
        using var log = new TestLog(ReferenceLog.Build([], TestLog.Signer, origin: "log\u009b2J\u2028valid\u202e"));

        var result = log.Run();

        result.Output.ShouldStartWith("valid: log\uFFFD2J\uFFFDvalid\uFFFD, 0 leaves");
    }

    // A log of 600 leaves that has meanwhile grown to 768 and deleted its partial tiles of level 0.
    private static TestLog WithFullForPartial()
    {
        var files = ReferenceLog.Build(TestLog.Entries(600), TestLog.Signer);
        var grown = ReferenceLog.Build(TestLog.Entries(768), TestLog.Signer);
        foreach (var kind in new[] { "0", "entries" })
        {
            files.Remove($"tile/{kind}/002.p/88").ShouldBeTrue();
            files.Add($"tile/{kind}/002", grown[$"tile/{kind}/002"]);
        }

        return new TestLog(files);
    }
}
