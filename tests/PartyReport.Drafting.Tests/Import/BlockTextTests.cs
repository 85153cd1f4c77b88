using CsCheck;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class BlockTextTests
{
    [Fact]
    public void The_body_is_the_text_without_the_space_around_it() => BlockText.Body("\n　　一、甲 乙 \r\n\n").ShouldBe("一、甲 乙");

    [Theory]
    [InlineData("　　一是甲。\r\n\r\n", "一是乙。", "　　一是乙。\r\n\r\n")]
    [InlineData("\n\t甲", " 乙\n", "\n\t乙")]
    [InlineData("甲\n", "", "\n")]
    [InlineData(" \n", "乙", " \n乙")]
    public void Replacing_the_words_keeps_the_space_around_them(string raw, string body, string replaced) =>
        BlockText.Replace(raw, body).ShouldBe(replaced);

    [Fact]
    public void Replacing_a_block_by_its_own_body_changes_nothing() =>
        Texts.Any.Sample(raw => BlockText.Replace(raw, BlockText.Body(raw)) == raw);

    [Fact]
    public void The_new_body_is_what_was_put_in() =>
        Gen.Select(Texts.Any, Texts.Any).Where((_, body) => !string.IsNullOrWhiteSpace(body))
            .Sample((raw, body) => BlockText.Body(BlockText.Replace(raw, body)) == BlockText.Body(body));

    [Theory]
    [InlineData(nameof(BlockKind.Chapter), "二、存在问题")]
    [InlineData(nameof(BlockKind.Chapter), "　　二、存在问题\n")]
    [InlineData(nameof(BlockKind.Section), "（三）抓落实")]
    [InlineData(nameof(BlockKind.Section), "㈢抓落实")]
    [InlineData(nameof(BlockKind.Point), "二是抓落实，三天一督查。")]
    [InlineData(nameof(BlockKind.Paragraph), "全年开会六次。\n成效明显。")]
    [InlineData(nameof(BlockKind.Paragraph), "一、二季度开会两次。")]
    [InlineData(nameof(BlockKind.LeadIn), "各位领导：")]
    [InlineData(nameof(BlockKind.Title), "述职报告")]
    [InlineData(nameof(BlockKind.Closing), "2023年12月20日")]
    public void A_block_may_hold_words_of_its_kind(string kind, string body) => MayHold(kind, body).ShouldBeTrue();

    [Theory]
    [InlineData(nameof(BlockKind.Chapter), "存在问题")]
    [InlineData(nameof(BlockKind.Chapter), "（一）存在问题")]
    [InlineData(nameof(BlockKind.Chapter), "二、存在问题\n有三个方面。")]
    [InlineData(nameof(BlockKind.Chapter), "二、存在问题：一是少。")]
    [InlineData(nameof(BlockKind.Section), "三、抓落实")]
    [InlineData(nameof(BlockKind.Section), "（三）抓落实\r\n（四）抓队伍")]
    [InlineData(nameof(BlockKind.Point), "抓落实。")]
    [InlineData(nameof(BlockKind.Point), "二是抓落实。三是抓队伍。")]
    [InlineData(nameof(BlockKind.Point), "二是抓落实。\n成效明显。")]
    [InlineData(nameof(BlockKind.Paragraph), "全年开会。\n二、存在问题")]
    [InlineData(nameof(BlockKind.Paragraph), "全年开会。\n（一）会议")]
    [InlineData(nameof(BlockKind.Paragraph), "原因：一是忙。")]
    [InlineData(nameof(BlockKind.LeadIn), "一、报告")]
    [InlineData(nameof(BlockKind.Title), "（一）报告")]
    [InlineData(nameof(BlockKind.Closing), "一是感谢。")]
    public void A_block_may_not_hold_other_structure(string kind, string body) => MayHold(kind, body).ShouldBeFalse();

    [Fact]
    public void No_block_may_be_blank()
    {
        foreach (var kind in Enum.GetValues<BlockKind>()) BlockText.MayHold(kind, " 　\n").ShouldBeFalse();
    }

    [Fact]
    public void A_heading_may_always_hold_what_it_was_parsed_from() =>
        Texts.Any.Sample(text => ReportParser.Parse(text).Blocks
            .Where(block => block.Kind is BlockKind.Chapter or BlockKind.Section)
            .All(block => BlockText.MayHold(block.Kind, block.Text)));

    // A test's parameters must be public types, which the kinds are not.
    private static bool MayHold(string kind, string body) => BlockText.MayHold(Enum.Parse<BlockKind>(kind), body);
}
