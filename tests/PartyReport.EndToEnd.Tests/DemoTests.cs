using System.Text.Json;

namespace PartyReport.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_sample_goes_the_whole_way_and_a_rerun_reports_the_same_line()
    {
        using var data = new TempFolder();

        var first = await AllInOne.Demo(data.Path);
        var again = await AllInOne.Demo(data.Path);

        first.Line.Revisions.ShouldBe(2);
        first.Line.Decisions.ShouldBe(5);
        first.Line.Notices.ShouldBe(11);
        first.Line.ArchiveNumber.ShouldBe(1);
        first.Line.Verified.ShouldBeTrue();
        again.Output.ShouldBe(first.Output);
    }

    [Fact]
    public async Task A_second_report_is_filed_under_the_next_number_and_the_first_run_still_reports_its_line()
    {
        using var data = new TempFolder();
        var other = data.File("other.txt", "一、履职情况\n做了工作。\n"u8.ToArray());

        var first = await AllInOne.Demo(data.Path);
        var second = await AllInOne.Demo(data.Path, other);
        var again = await AllInOne.Demo(data.Path);

        second.Line.ArchiveNumber.ShouldBe(2);
        second.Line.Leaves.ShouldBeGreaterThan(first.Line.Leaves);
        again.Output.ShouldBe(first.Output);
    }

    [Theory]
    [InlineData("as-it-is")]
    [InlineData("half-width")]
    [InlineData("gb18030")]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16-le")]
    [InlineData("utf-16-be")]
    [InlineData("crlf")]
    [InlineData("indented")]
    [InlineData("title")]
    public async Task The_real_report_keeps_its_structure_and_every_character(string variant)
    {
        using var data = new TempFolder();
        var (bytes, text) = Samples.As(variant, Samples.RealText());

        var line = (await AllInOne.Demo(data.Path, data.File("report.txt", bytes))).Line;

        line.Verified.ShouldBeTrue();
        line.Leaves.ShouldBeGreaterThanOrEqualTo(8);
        var blocks = FirstRevision(data);
        string.Concat(blocks.Select(b => b.Text)).ShouldBe(text);
        Count(blocks, "chapter").ShouldBe(3);
        Count(blocks, "section").ShouldBe(10);
        Count(blocks, "point").ShouldBe(15);
    }

    [Fact]
    public async Task A_changed_block_in_the_archive_is_named_by_the_audit()
    {
        using var data = new TempFolder();
        (await AllInOne.Demo(data.Path)).Code.ShouldBe(0);
        var sha = data.Query<string>("archive", "select sha256 from block order by sha256 limit 1")[0];

        data.Execute("archive", $"""
            drop trigger if exists block_is_never_changed;
            update block set text = text || '。' where sha256 = '{sha}'
            """);
        var run = await AllInOne.Demo(data.Path);

        run.Code.ShouldBe(1);
        run.Error.ShouldContain(sha);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_steps_are_told_in_English_on_request()
    {
        using var data = new TempFolder();

        var run = await AllInOne.Run(["demo", "--data", data.Path, "--lang", "en"]);

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("submitted  revision 1");
        run.Output.ShouldContain("Offline audit: valid");
    }

    private static int Count(List<Block> blocks, string kind) => blocks.Count(b => b.Kind == kind);

    private static List<Block> FirstRevision(TempFolder data)
    {
        var manifest = data.Query<string>("drafting", "select manifest from revision where number = 1")[0];
        return [.. JsonDocument.Parse(manifest).RootElement.EnumerateArray().Select(e => new Block(
            e.GetProperty("kind").GetString()!,
            data.Query<string>("drafting", $"select text from block where sha256 = '{e.GetProperty("sha256").GetString()}'")[0]))];
    }

    private sealed record Block(string Kind, string Text);
}
