using System.Text;

namespace PartyReport.EndToEnd.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "empty", "report.empty" },
        { "blank", "report.blank" },
        { "binary", "report.binary" },
        { "undecodable", "report.undecodable" },
        { "large", "report.too-large" },
        { "prose", "report.no-heading" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_bad_file_ends_with_2_and_one_line_and_leaves_nothing_behind(string file, string code)
    {
        using var data = new TempFolder();

        var run = await AllInOne.Demo(data.Path, data.File("report.txt", Content(file)));

        run.Code.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith(code + ": ");
        run.Error.Trim().ShouldNotContain("\n");
        data.Query<long>("drafting", "select count(*) from event")[0].ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_file_ends_with_2_and_names_it()
    {
        using var data = new TempFolder();

        var run = await AllInOne.Demo(data.Path, Path.Combine(data.Path, "nowhere.txt"));

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("nowhere.txt");
        run.Error.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("demo", "--frob")]
    [InlineData("demo", "--lang", "fr")]
    [InlineData("--port", "many")]
    [InlineData("--port", "70000")]
    [InlineData("demo", "--report", "")]
    public async Task Wrong_arguments_end_with_2(params string[] args) => (await AllInOne.Run(args)).Code.ShouldBe(2);

    private static byte[] Content(string file) => file switch
    {
        "empty" => [],
        "blank" => "　\n \r\n"u8.ToArray(),
        "binary" => [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2],
        "undecodable" => [.. "一、履职"u8, 0xFF, 0xFF, (byte)'\n'],
        "large" => Encoding.UTF8.GetBytes("一、履职情况\n" + new string('长', 400_000)),
        _ => "没有标题的一段话。\n"u8.ToArray(),
    };
}
