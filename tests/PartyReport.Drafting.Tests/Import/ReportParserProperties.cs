using CsCheck;
using PartyReport.Drafting.Import;

namespace PartyReport.Drafting.Tests.Import;

public sealed class ReportParserProperties
{
    [Fact]
    public void The_blocks_together_are_the_text() => Texts.Any.Sample(text => Together(ReportParser.Parse(text)) == text);

    [Fact]
    public void Parsing_the_blocks_together_finds_the_same_blocks() =>
        Texts.Any.Sample(text =>
        {
            var report = ReportParser.Parse(text);

            ReportParser.Parse(Together(report)).Blocks.ShouldBe(report.Blocks);
        });

    [Fact]
    public void A_parent_is_a_heading_that_came_before() =>
        Texts.Any.Sample(text =>
        {
            var blocks = ReportParser.Parse(text).Blocks;
            for (var i = 0; i < blocks.Count; i++)
            {
                if (blocks[i].Parent is not { } parent) continue;
                parent.ShouldBeInRange(0, i - 1);
                blocks[parent].Kind.ShouldBeOneOf(Headings(blocks[i].Kind));
            }
        });

    [Fact]
    public void Every_block_has_words_unless_the_text_has_none() =>
        Texts.Any.Where(text => !string.IsNullOrWhiteSpace(text))
            .Sample(text => !ReportParser.Parse(text).Blocks.Any(block => string.IsNullOrWhiteSpace(block.Text)));

    [Fact]
    public void The_kind_of_line_end_does_not_matter() =>
        Texts.Biased.Sample(text =>
        {
            var unix = text.ReplaceLineEndings("\n");

            Texts.Outlined(unix.Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBe(Texts.Outlined(unix));
        });

    [Fact]
    public void Every_prefix_and_suffix_of_a_report_parses()
    {
        for (var at = 0; at <= Texts.Report.Length; at++)
        {
            Together(ReportParser.Parse(Texts.Report[..at])).ShouldBe(Texts.Report[..at]);
            Together(ReportParser.Parse(Texts.Report[at..])).ShouldBe(Texts.Report[at..]);
        }
    }

    [Fact]
    public void The_report_of_these_tests_has_every_kind_of_block() =>
        Texts.Kinds(Texts.Report).Distinct().Count().ShouldBe(Enum.GetValues<BlockKind>().Length);

    private static BlockKind[] Headings(BlockKind child) =>
        child == BlockKind.Section ? [BlockKind.Chapter] : [BlockKind.Chapter, BlockKind.Section];

    private static string Together(ParsedReport report) => string.Concat(report.Blocks.Select(block => block.Text));
}
