using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class OpeningAndClosingTests
{
    [Theory]
    [InlineData("2023年度述职报告")]
    [InlineData("抓基层党建工作述职报告（2023年）")]
    [InlineData("　　述职报告　　")]
    public void A_short_first_line_is_the_title(string line) =>
        Texts.Kinds($"\n{line}\n\n现将情况报告如下。\n一、工作").ShouldBe([BlockKind.Title, BlockKind.LeadIn, BlockKind.Chapter]);

    [Theory]
    [InlineData("各位领导、同志们：")]
    [InlineData("现将情况报告如下。")]
    [InlineData("他说“照办。”")]
    [InlineData("情况如下……")]
    [InlineData("情况如下：　 ")]
    public void A_first_line_that_ends_like_a_sentence_is_lead_in(string line) =>
        Texts.Kinds($"{line}\n一、工作").ShouldBe([BlockKind.LeadIn, BlockKind.Chapter]);

    [Fact]
    public void Sixty_characters_are_a_title_and_sixty_one_are_not()
    {
        Texts.Kinds(new string('题', 60) + "\n一、工作")[0].ShouldBe(BlockKind.Title);
        Texts.Kinds(new string('题', 61) + "\n一、工作")[0].ShouldBe(BlockKind.LeadIn);
    }

    [Fact]
    public void A_line_with_nothing_after_it_is_no_title() => Texts.Kinds("述职报告\n\n").ShouldBe([BlockKind.LeadIn]);

    [Fact]
    public void A_first_line_with_points_is_no_title() =>
        Texts.Kinds("要求：一是述职\n一、工作").ShouldBe([BlockKind.LeadIn, BlockKind.Point, BlockKind.Chapter]);

    [Fact]
    public void A_name_or_a_date_under_the_title_is_lead_in() =>
        Texts.Kinds("述职报告\n张三\n（2023年12月）\n（一）工作")
            .ShouldBe([BlockKind.Title, BlockKind.LeadIn, BlockKind.LeadIn, BlockKind.Section]);

    [Theory]
    [InlineData("特此报告，请予评议。")]
    [InlineData("以上述职，不妥之处敬请批评指正。")]
    [InlineData("不当之处，请同志们批评指正！")]
    [InlineData("述职人：张三")]
    [InlineData("报告人:张三")]
    [InlineData("谢谢大家！")]
    [InlineData("2023年12月20日")]
    [InlineData("2023年12月")]
    [InlineData("2023 年 12 月 20 日")]
    [InlineData("2023.12.20")]
    [InlineData("2023-12-20")]
    [InlineData("二〇二三年十二月")]
    [InlineData("二○二三年十二月二十日")]
    public void A_formula_a_signature_or_a_date_at_the_end_is_closing(string line)
    {
        var blocks = ReportParser.Parse($"一、工作\n（一）甲\n努力。\n\n　　{line}\n\n").Blocks;

        blocks[^1].ShouldBe(new ParsedBlock(BlockKind.Closing, null, $"　　{line}\n\n"));
        blocks[^2].Kind.ShouldBe(BlockKind.Paragraph);
    }

    [Fact]
    public void Office_and_name_above_the_date_are_closing() =>
        Texts.Outlined("一、工作\n努力。\n特此报告。\n某局党组书记\n张三\n2023年12月20日")[2..].ShouldBe(
            ["Closing: 特此报告。", "Closing: 某局党组书记", "Closing: 张三", "Closing: 2023年12月20日"]);

    [Fact]
    public void Text_above_the_signature_stays_a_paragraph() =>
        Texts.Outlined("一、工作\n甲\n乙\n丙\n2023年12月20日")[1..].ShouldBe(
            ["Paragraph: 甲", "Closing: 乙", "Closing: 丙", "Closing: 2023年12月20日"]);

    [Theory]
    [InlineData("特此报告，请予评议。\n（二）乙")]
    [InlineData("2023年12月20日\n召开会议，研究工作。")]
    public void Such_a_line_inside_the_report_is_a_paragraph(string lines) =>
        Texts.Kinds($"一、工作\n{lines}").ShouldNotContain(BlockKind.Closing);

    [Theory]
    [InlineData("2023年12月20日召开会议。")]
    [InlineData("2023年")]
    [InlineData("2023 年")]
    [InlineData("述职人员要认真准备。")]
    [InlineData("我将虚心接受批评指正。")]
    [InlineData("特此报告：一是学习。")]
    [InlineData("一是学习，请予评议。")]
    public void Other_last_lines_are_not_closing(string line) =>
        Texts.Kinds($"一、工作\n{line}").ShouldNotContain(BlockKind.Closing);

    [Fact]
    public void A_long_last_line_is_not_closing() =>
        Texts.Kinds("一、工作\n特此报告" + new string('长', 60)).ShouldNotContain(BlockKind.Closing);

    [Fact]
    public void A_line_too_long_for_a_name_is_no_signature() =>
        Texts.Kinds($"一、工作\n{new string('长', 21)}\n2023年12月20日")[1].ShouldBe(BlockKind.Paragraph);

    [Fact]
    public void A_report_without_headings_has_no_closing() =>
        Texts.Kinds("现将情况报告如下。\n特此报告。").ShouldBe([BlockKind.LeadIn, BlockKind.LeadIn]);
}
