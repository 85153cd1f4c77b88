using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Import;
using PartyReport.Drafting.Reports;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class ImportReportTests
{
    [Fact]
    public void Every_state_has_its_answer()
    {
        Code(Reports.NotStarted).ShouldBe("report.unknown");
        Import(Reports.Blank, 0).Events.ShouldHaveSingleItem();
        Code(Reports.Draft, 1, "一、别的\n").ShouldBeNull();
        Code(Reports.InReview, 1).ShouldBe("report.not-a-draft");
        Code(Reports.Returned, 1, "一、别的\n").ShouldBeNull();
        Code(Reports.Approved, 1).ShouldBe("report.not-a-draft");
    }

    [Fact]
    public void Only_writers_of_the_unit_import() => ImportReport.Decide(
        Reports.Blank, false, Reports.Author, 0, ReportParser.Parse(Reports.Sample).Blocks, "UTF-8", Guid.NewGuid)
        .Refusal!.Code.ShouldBe("report.not-an-author");

    [Fact]
    public void A_stale_revision_is_refused() => Code(Reports.Draft, 0).ShouldBe("report.revision-moved");

    [Fact]
    public void The_same_text_again_makes_no_revision() => Import(Reports.Draft, 1).ShouldBe(Outcome.NothingToDo);

    [Fact]
    public void A_new_import_keeps_the_ids_of_unchanged_blocks_and_carries_only_new_texts()
    {
        var before = Reports.Draft.Content!.Manifest;

        var revised = Reports.Imported(Reports.Draft, Reports.Sample.Replace("12次", "13次", StringComparison.Ordinal));

        revised.Revision.ShouldBe(2);
        revised.NewBlocks.ShouldHaveSingleItem().Text.ShouldBe("全年学习13次。\n");
        revised.Manifest.Select(e => e.Block).Intersect(before.Select(e => e.Block)).Count().ShouldBe(before.Count - 1);
    }

    [Fact]
    public void Two_equal_paragraphs_are_two_blocks_and_one_text()
    {
        var revised = Reports.Imported(Reports.Blank, "一、情况\n同上。\n同上。\n");

        revised.Manifest.Select(e => e.Block).Distinct().Count().ShouldBe(3);
        revised.NewBlocks.Count.ShouldBe(2);
    }

    [Fact]
    public void The_hash_is_that_of_the_manifest_and_parents_are_headings()
    {
        var revised = Reports.Imported(Reports.Blank, Reports.Sample);

        revised.Hash.ShouldBe(Manifest.HashOf(revised.Manifest));
        var section = revised.Manifest.Single(e => e.Kind == BlockKinds.Section);
        revised.Manifest.Single(e => e.Block == section.Parent).Kind.ShouldBe(BlockKinds.Chapter);
        revised.Manifest.Count(e => e.Parent == section.Block).ShouldBe(1);
    }

    private static Outcome Import(Report report, int baseRevision, string text = Reports.Sample) => ImportReport.Decide(
        report, true, Reports.Author, baseRevision, ReportParser.Parse(text).Blocks, "UTF-8", Guid.NewGuid);

    private static string? Code(Report report, int baseRevision = 0, string text = Reports.Sample) =>
        Import(report, baseRevision, text).Refusal?.Code;
}
