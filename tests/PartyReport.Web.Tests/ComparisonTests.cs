using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Web.Reports;

namespace PartyReport.Web.Tests;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("甲乙丙", "甲乙丙")]
    [InlineData("尽快制定清单", "三月底前制定清单")]
    [InlineData("甲乙丙", "")]
    [InlineData("", "甲乙丙")]
    [InlineData("甲甲甲甲", "甲甲")]
    [InlineData("🙂🙃", "🙂🙂")]
    public void The_pieces_give_both_texts_back(string before, string after)
    {
        var parts = Changes.Of(before, after);

        string.Concat(parts.Where(p => p.Fate != Fate.Inserted).Select(p => p.Text)).ShouldBe(before);
        string.Concat(parts.Where(p => p.Fate != Fate.Deleted).Select(p => p.Text)).ShouldBe(after);
    }

    [Fact]
    public void What_is_too_long_to_be_compared_in_time_is_shown_whole_as_deleted_and_inserted()
    {
        var parts = Changes.Of("头" + new string('甲', 30_000) + "尾", "头" + new string('乙', 30_000) + "尾");

        parts.Select(p => (p.Fate, p.Text.Length)).ShouldBe([(Fate.Kept, 1), (Fate.Deleted, 30_000), (Fate.Inserted, 30_000), (Fate.Kept, 1)]);
    }

    [Fact]
    public void A_new_block_is_inserted_and_a_lost_one_stands_where_it_stood()
    {
        var (a, b, c, d) = (Block("甲"), Block("乙"), Block("丙"), Block("丁"));

        var compared = Comparison.Of([a, b, c], [a, c, d]);

        compared.Select(x => (x.Block.Text, x.Parts[0].Fate, x.Moved)).ShouldBe(
            [("甲", Fate.Kept, false), ("乙", Fate.Deleted, false), ("丙", Fate.Kept, false), ("丁", Fate.Inserted, false)]);
    }

    [Fact]
    public void A_block_that_went_elsewhere_is_moved_and_those_it_passed_are_not()
    {
        var (a, b, c) = (Block("甲"), Block("乙"), Block("丙"));

        Comparison.Of([a, b, c], [c, a, b]).Select(x => (x.Block.Text, x.Moved)).ShouldBe([("丙", true), ("甲", false), ("乙", false)]);
    }

    [Fact]
    public void Two_lost_blocks_in_a_row_stay_in_their_order_and_appear_once()
    {
        var (a, b, c) = (Block("甲"), Block("乙"), Block("丙"));

        Comparison.Of([a, b, c], [c]).Select(x => x.Block.Text).ShouldBe(["甲", "乙", "丙"]);
        Comparison.Of([a, b, c], []).Select(x => x.Block.Text).ShouldBe(["甲", "乙", "丙"]);
    }

    private static BlockView Block(string text) => new(Guid.NewGuid(), null, BlockKinds.Paragraph, "", text);
}
