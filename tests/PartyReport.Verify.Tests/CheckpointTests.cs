using System.Text;

namespace PartyReport.Verify.Tests;

public sealed class CheckpointTests
{
    private const string EmptyRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Theory]
    [InlineData("o\n0\n" + EmptyRoot + "\nmore\nand more\n")]
    [InlineData("\u5dE5\u4f5c\u62a5\u544a archive\n0\n" + EmptyRoot + "\n")]
    public void Extension_lines_and_any_origin_are_allowed(string text)
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note(text));

        log.ShouldBeValid();
    }

    [Theory]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("+0")]
    [InlineData("-0")]
    [InlineData(" 0")]
    [InlineData("0 ")]
    [InlineData("0x0")]
    [InlineData("1,000")]
    [InlineData("\uff10")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    public void A_size_that_is_not_plain_decimal_is_refused(string size)
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note($"\u5de5\n{size}\n{EmptyRoot}\n"));

        log.ShouldBlame("checkpoint", 4);
    }

    [Theory]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData(" 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==")]
    public void A_root_that_is_not_32_bytes_of_canonical_base64_is_refused(string root)
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note($"o\n0\n{root}\n"));

        log.ShouldBlame("checkpoint", 4);
    }

    [Theory]
    [InlineData("\n", 0)]
    [InlineData("\n0\n" + EmptyRoot + "\n", 0)]
    [InlineData("o\n\n" + EmptyRoot + "\n", 2)]
    [InlineData("o\n0\n" + EmptyRoot + "\n\nmore\n", 49)]
    [InlineData("o\n0\n" + EmptyRoot + "\nmore\n\n", 54)]
    [InlineData("o\n0\n", 4)]
    public void Fewer_than_three_lines_or_an_empty_one_is_refused(string text, long offset)
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note(text));

        log.ShouldBlame("checkpoint", offset);
    }

    [Fact]
    public void An_empty_log_with_another_root_is_refused()
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note($"o\n0\n{Convert.ToBase64String(new byte[32])}\n"));

        log.ShouldBlame("checkpoint", 4);
    }

    [Fact]
    public void A_checkpoint_of_more_leaves_than_there_are_names_the_missing_tile()
    {
        using var log = TestLog.Of(600);

        log.Write("checkpoint", Encoding.UTF8.GetBytes(TestLog.Signer.Note($"o\n{long.MaxValue}\n{EmptyRoot}\n")));

        log.ShouldBlame("tile/0/002", 0);
    }

    [Fact]
    public void A_checkpoint_longer_than_1_MiB_is_refused()
    {
        using var log = TestLog.WithCheckpoint(TestLog.Signer.Note($"o\n0\n{EmptyRoot}\n{new string('x', 1 << 20)}\n"));

        log.ShouldBlame("checkpoint", 1 << 20);
    }

    [Fact]
    public void A_missing_checkpoint_is_named()
    {
        using var log = TestLog.Of(1);

        log.Delete("checkpoint");

        log.Run("--json").Output.ShouldBe($$"""{"valid":false,"file":"checkpoint","offset":0,"reason":"missing"}{{Environment.NewLine}}""");
    }
}
