using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Drafting.Reports;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class TakeUpDecisionTests
{
    private static readonly object Return =
        new ReportReturned(Reports.Id, [Reports.Author], 1, 2, "审核", 1, "hash", "opinion");

    private static readonly Cause Later = Reports.Return with { Version = 9 };

    private static readonly object Approval =
        new ReportApproved(Reports.Id, Reports.Cycle, Reports.Unit, [Reports.Author], 1, 1, "hash");

    [Fact]
    public void A_return_opens_the_report_again_and_is_remembered_as_the_cause()
    {
        var events = TakeUpDecision.Decide(Reports.InReview, Return, Reports.Return).Events;

        events.ShouldBe([new ReportReopened(Reports.Id, 1, Reports.Return)]);
        ((Report.Draft)Reports.Returned).ReturnedBy.ShouldBe(Reports.Return);
    }

    [Fact]
    public void An_approval_closes_the_report() =>
        TakeUpDecision.Decide(Reports.InReview, Approval, Reports.Return).Events.ShouldBe([new ReportSettled(Reports.Id, 1, Reports.Return)]);

    [Fact]
    public void A_decision_that_does_not_fit_the_state_is_refused()
    {
        foreach (var report in Reports.All.Where(r => r is not Report.InReview))
            foreach (var decision in new[] { Return, Approval })
                TakeUpDecision.Decide(report, decision, Later).Refusal!.Code.ShouldBe("report.decision-unexpected");
    }

    [Fact]
    public void A_decision_delivered_again_changes_nothing_in_whatever_state_the_report_is_by_now()
    {
        var resubmitted = Report.Evolve(Reports.Returned, SubmitForReview.Decide(
            Reports.Returned, true, Reports.Author, new(1), DateTimeOffset.MaxValue, DateTimeOffset.MinValue).Events[0]);

        foreach (var report in new[] { Reports.Returned, resubmitted, Reports.Approved })
            TakeUpDecision.Decide(report, Return, Reports.Return).ShouldBe(Outcome.NothingToDo);
        TakeUpDecision.Decide(resubmitted, Return, Later).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_decision_on_another_revision_is_refused() => TakeUpDecision.Decide(
        Reports.InReview, (ReportReturned)Return with { Revision = 2 }, Reports.Return).Refusal!.Code.ShouldBe("report.decision-unexpected");
}
