using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Reports;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class SubmitForReviewTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_state_has_its_answer()
    {
        Code(Reports.NotStarted).ShouldBe("report.unknown");
        Code(Reports.Blank).ShouldBe("report.body-missing");
        Submit(Reports.Draft).Events.ShouldHaveSingleItem().ShouldBeOfType<ReportSubmitted>();
        Submit(Reports.InReview).ShouldBe(Outcome.NothingToDo);
        Submit(Reports.Returned).Events.ShouldHaveSingleItem().ShouldBeOfType<ReportSubmitted>();
        Code(Reports.Approved).ShouldBe("report.not-a-draft");
    }

    [Fact]
    public void A_stale_revision_is_refused() => Code(Reports.Draft, revision: 2).ShouldBe("report.revision-moved");

    [Fact]
    public void Only_writers_of_the_unit_submit() =>
        SubmitForReview.Decide(Reports.Draft, false, Reports.Author, new(1), Deadline, Deadline).Refusal!.Code.ShouldBe("report.not-an-author");

    [Fact]
    public void A_submission_names_its_authors_and_every_chapter_and_section()
    {
        var submitted = (ReportSubmitted)Submit(Reports.Draft).Events[0];

        submitted.Authors.ShouldBe([Reports.Author]);
        submitted.Sections.Count.ShouldBe(4);
        submitted.Hash.ShouldBe(Reports.Draft.Content!.Hash);
    }

    [Fact]
    public void Who_submits_counts_as_an_author()
    {
        var secretary = Guid.NewGuid();

        var submitted = (ReportSubmitted)SubmitForReview.Decide(Reports.Draft, true, secretary, new(1), Deadline, Deadline).Events[0];

        submitted.Authors.ShouldBe([Reports.Author, secretary]);
        Report.Evolve(Reports.Draft, submitted).Content!.Authors.ShouldBe(submitted.Authors);
    }

    [Fact]
    public void A_submission_after_the_deadline_is_late_and_accepted()
    {
        var onTime = SubmitForReview.Decide(Reports.Draft, true, Reports.Author, new(1), Deadline, Deadline);
        var late = SubmitForReview.Decide(Reports.Draft, true, Reports.Author, new(1), Deadline, Deadline.AddTicks(1));

        ((ReportSubmitted)onTime.Events[0]).Late.ShouldBeFalse();
        ((ReportSubmitted)late.Events[0]).Late.ShouldBeTrue();
    }

    private static Outcome Submit(Report report, int revision = 1) =>
        SubmitForReview.Decide(report, true, Reports.Author, new(revision), Deadline, Deadline);

    private static string? Code(Report report, int revision = 1) => Submit(report, revision).Refusal?.Code;
}
