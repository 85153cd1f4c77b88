using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class WhiteSpaceTests
{
    [Fact]
    public void Blank_lines_trail_the_block_before_them() =>
        TextsOf("一、甲  \r\n\r\n　　\r乙。\n\n").ShouldBe(["一、甲  \r\n\r\n　　\r", "乙。\n\n"]);

    [Fact]
    public void Blank_lines_on_top_lead_the_first_block() =>
        TextsOf("\r\n　\n　　一、甲\n乙。").ShouldBe(["\r\n　\n　　一、甲\n", "乙。"]);

    [Fact]
    public void Space_between_points_belongs_to_the_point_before() =>
        TextsOf("一、甲\n　　一是乙。 二是丙。\r\n")[1..].ShouldBe(["　　一是乙。 ", "二是丙。\r\n"]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\f")]
    [InlineData("\v")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Every_line_end_ends_a_line(string end) => TextsOf($"一、甲{end}二、乙").ShouldBe([$"一、甲{end}", "二、乙"]);

    [Fact]
    public void No_text_has_no_blocks_and_white_space_is_one_block()
    {
        TextsOf("").ShouldBeEmpty();
        TextsOf(" \n\n").ShouldBe([" \n\n"]);
    }

    private static string[] TextsOf(string text) => [.. ReportParser.Parse(text).Blocks.Select(block => block.Text)];
}
