namespace PartyReport.Verify.Tests;

public sealed class CliTests
{
    private static readonly string Key = TestLog.Signer.VerifierKey;

    [Fact]
    public void Options_may_come_in_any_order()
    {
        using var log = TestLog.Of(2);
        var expected = Result.Of(["log", log.Folder, "--key", Key, "--json"]);

        Result.Of(["--json", "--key", Key, "log", log.Folder]).ShouldBe(expected);
        Result.Of(["log", "--key", Key, log.Folder, "--json"]).ShouldBe(expected);
        expected.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData]
    [InlineData("log")]
    [InlineData("log", ".")]
    [InlineData("log", ".", "--key")]
    [InlineData("log", "--key", "KEY")]
    [InlineData("log", "", "--key", "KEY")]
    [InlineData("tree", ".", "--key", "KEY")]
    [InlineData("log", ".", "more", "--key", "KEY")]
    [InlineData("log", ".", "--key", "KEY", "--key", "KEY")]
    [InlineData("log", ".", "--key", "KEY", "--json", "--json")]
    [InlineData("log", ".", "--key", "KEY", "--quiet")]
    [InlineData("log", "no/such/folder", "--key", "KEY")]
    [InlineData("log", ".", "--key", "no/such/key")]
    [InlineData("log", ".", "--key", "")]
    [InlineData("log", ".", "--key", "a+00000000+AAAA")]
    public void Wrong_use_exits_with_2_and_the_usage_on_stderr(params string[] args)
    {
        var result = Result.Of(args.Select(arg => arg == "KEY" ? Key : arg).ToArray());

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain("usage: PartyReport.Verify log DIR --key VKEY");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n", 0)]
    [InlineData("\r\n", 0)]
    [InlineData("\n\n", 2)]
    [InlineData(" ", 2)]
    [InlineData("\nmore\n", 2)]
    public void A_key_file_holds_one_line(string ending, int exitCode)
    {
        using var log = TestLog.Of(2);
        var file = Path.Combine(log.Folder, "key.txt");
        File.WriteAllText(file, Key + ending);

        Result.Of(["log", log.Folder, "--key", file]).ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_key_file_is_wrong_use()
    {
        using var log = TestLog.Of(2);

        Result.Of(["log", log.Folder, "--key", log.Folder]).ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_wrong_use()
    {
        using var log = TestLog.Of(2);

        Result.Of(["log", Path.Combine(log.Folder, "checkpoint"), "--key", Key]).ExitCode.ShouldBe(2);
    }
}
