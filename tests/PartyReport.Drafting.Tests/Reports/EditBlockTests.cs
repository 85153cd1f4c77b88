using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Reports;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class EditBlockTests
{
    private const string Old = "全年学习12次。\n";
    private static readonly ManifestEntry Paragraph = Reports.Block(Reports.Draft, BlockKinds.Paragraph);

    [Fact]
    public void Every_state_has_its_answer()
    {
        Code(Reports.NotStarted).ShouldBe("report.unknown");
        Code(Reports.Blank).ShouldBe("report.revision-moved");
        Edit(Reports.Draft).Events.ShouldHaveSingleItem();
        Code(Reports.InReview).ShouldBe("report.not-a-draft");
        Edit(Reports.Returned).Events.ShouldHaveSingleItem();
        Code(Reports.Approved).ShouldBe("report.not-a-draft");
    }

    [Fact]
    public void An_edit_keeps_the_line_end_and_changes_one_hash()
    {
        var revised = (ReportRevised)Edit(Reports.Draft, "全年学习13次。").Events[0];

        revised.NewBlocks.ShouldHaveSingleItem().ShouldBe(Content.Of("全年学习13次。\n"));
        revised.Manifest.Where((e, i) => e != Reports.Draft.Content!.Manifest[i]).ShouldHaveSingleItem().Block.ShouldBe(Paragraph.Block);
    }

    [Fact]
    public void The_same_words_make_no_revision() => Edit(Reports.Draft, "全年学习12次。").ShouldBe(Outcome.NothingToDo);

    [Fact]
    public void An_edit_that_would_change_the_structure_is_refused()
    {
        Code(Reports.Draft, "全年学习。\n（二）新的一节").ShouldBe("block.structure-changed");
        Code(Reports.Draft, "  ").ShouldBe("block.structure-changed");
        Code(Reports.Draft, "甲\0乙").ShouldBe("text.control-character");
    }

    [Fact]
    public void An_unknown_block_is_refused() => EditBlock.Decide(
        Reports.Draft, true, Reports.Author, Guid.NewGuid(), new(1, "x"), new(null, null)).Refusal!.Code.ShouldBe("block.unknown");

    [Fact]
    public void A_block_changed_meanwhile_is_a_conflict_with_three_versions()
    {
        var refusal = EditBlock.Decide(Reports.Draft, true, Reports.Author, Paragraph.Block, new(1, "我的。"), new("起初。\n", "别人的。\n")).Refusal!;

        refusal.Code.ShouldBe("block.conflict");
        refusal.More!["base"].ShouldBe("起初。");
        refusal.More["theirs"].ShouldBe("别人的。");
        refusal.More["yours"].ShouldBe("我的。");
    }

    [Fact]
    public void An_edit_of_another_block_since_is_merged()
    {
        var chapter = Reports.Block(Reports.Draft, BlockKinds.LeadIn);
        var moved = Report.Evolve(Reports.Draft, Revision(EditBlock.Decide(
            Reports.Draft, true, Reports.Author, chapter.Block, new(1, "新的引言。"), new("引言。\n", "引言。\n"))));

        var merged = Revision(EditBlock.Decide(moved, true, Reports.Author, Paragraph.Block, new(1, "全年学习13次。"), new(Old, Old)));

        merged.Revision.ShouldBe(3);
        merged.Manifest[0].Sha256.ShouldBe(Content.HashOf("新的引言。\n"));
    }

    [Fact]
    public void Words_of_an_earlier_revision_are_not_sent_again()
    {
        var moved = Report.Evolve(Reports.Draft, Revision(Edit(Reports.Draft, "全年学习13次。")));

        var back = Revision(EditBlock.Decide(moved, true, Reports.Author, Paragraph.Block, new(2, "全年学习12次。"), new("全年学习13次。\n", "全年学习13次。\n")));

        back.NewBlocks.ShouldBeEmpty();
        back.Hash.ShouldBe(Reports.Draft.Content!.Hash);
    }

    private static ReportRevised Revision(Outcome outcome) => (ReportRevised)outcome.Events.ShouldHaveSingleItem();

    private static Outcome Edit(Report report, string text = "全年学习13次。") =>
        EditBlock.Decide(report, true, Reports.Author, Paragraph.Block, new EditBlockRequest(1, text), new(Old, Old));

    private static string? Code(Report report, string text = "全年学习13次。") => Edit(report, text).Refusal?.Code;
}
