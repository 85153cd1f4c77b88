using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class HeadingTests
{
    [Theory]
    [InlineData("一、履职情况")]
    [InlineData("十、其他")]
    [InlineData("十一、其他")]
    [InlineData("二十、其他")]
    [InlineData("九十九、其他")]
    [InlineData("一百、其他")]
    [InlineData("一百零一、其他")]
    [InlineData("一百二十三、其他")]
    public void A_Chinese_numeral_and_a_pause_mark_open_a_chapter(string line) => KindOf(line).ShouldBe(BlockKind.Chapter);

    [Theory]
    [InlineData(" 一、工作")]
    [InlineData("\t一、工作")]
    [InlineData("　　一、工作")]
    [InlineData("\u00A0（一）工作")]
    public void A_heading_may_be_indented(string line) => KindOf(line).ShouldBeOneOf(BlockKind.Chapter, BlockKind.Section);

    [Theory]
    [InlineData("一、二季度召开了会议。")]
    [InlineData("三、四月份走访慰问。")]
    [InlineData("一、二、三季度均完成任务。")]
    [InlineData("一、三季度完成任务。")]
    [InlineData("二、三支部联合开展活动。")]
    [InlineData("十一、十二月集中学习。")]
    public void Numbers_joined_by_a_pause_mark_open_a_sentence(string line) => KindOf(line).ShouldBe(BlockKind.Paragraph);

    [Theory]
    [InlineData("一、三会一课制度落实情况")]
    [InlineData("一、一年来的工作")]
    [InlineData("二、三年来的体会")]
    [InlineData("一、一季度工作")]
    [InlineData("二、二十大精神学习情况")]
    public void A_chapter_may_begin_with_a_number_of_its_own(string line) => KindOf(line).ShouldBe(BlockKind.Chapter);

    [Theory]
    [InlineData("一,工作")]
    [InlineData("一 、工作")]
    [InlineData("一工作、学习")]
    [InlineData("百、工作")]
    [InlineData("一一、工作")]
    [InlineData("一百一、工作")]
    [InlineData("1、工作")]
    [InlineData("对一、二两项工作")]
    public void Anything_else_is_no_chapter(string line) => KindOf(line).ShouldBe(BlockKind.Paragraph);

    [Theory]
    [InlineData("（一）抓学习")]
    [InlineData("(一)抓学习")]
    [InlineData("（一)抓学习")]
    [InlineData("(一）抓学习")]
    [InlineData("（十二）抓学习")]
    [InlineData("㈠抓学习")]
    [InlineData("㈩抓学习")]
    public void A_bracketed_numeral_opens_a_section(string line) => KindOf(line).ShouldBe(BlockKind.Section);

    [Theory]
    [InlineData("（1）抓学习")]
    [InlineData("（一抓学习")]
    [InlineData("（一是）抓学习")]
    [InlineData("（二〇二三年）")]
    [InlineData("㈱抓学习")]
    public void Other_brackets_open_no_section(string line) => KindOf(line).ShouldBe(BlockKind.Paragraph);

    [Fact]
    public void Sections_belong_to_their_chapter_and_text_to_its_section()
    {
        var blocks = ReportParser.Parse("一、甲\n述。\n（一）乙\n一是丙。\n丁。\n二、戊\n己。").Blocks;

        blocks.Select(block => block.Parent).ShouldBe([null, 0, 0, 2, 2, null, 5]);
    }

    [Fact]
    public void A_section_before_any_chapter_has_no_parent()
    {
        var blocks = ReportParser.Parse("（一）乙\n丁。").Blocks;

        blocks.Select(block => (block.Kind, block.Parent)).ShouldBe([(BlockKind.Section, null), (BlockKind.Paragraph, 0)]);
    }

    [Fact]
    public void A_report_without_chapter_or_section_has_no_heading()
    {
        ReportParser.Parse("工作总结\n一是学习。").HasHeading.ShouldBeFalse();
        ReportParser.Parse("一、学习").HasHeading.ShouldBeTrue();
        ReportParser.Parse("（一）学习").HasHeading.ShouldBeTrue();
    }

    // Under a chapter of its own, so that a line that is no heading is a paragraph.
    private static BlockKind KindOf(string line) => Texts.Kinds($"一、总则\n{line}")[1];
}
