using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Reports;

namespace PartyReport.Drafting.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void An_event_that_cannot_follow_throws_in_every_state()
    {
        var started = new ReportStarted(Reports.Id, Reports.Cycle, Reports.Unit, Reports.Author);

        foreach (var report in Reports.All.Where(r => r is not Report.NotStarted))
            Should.Throw<InvalidOperationException>(() => Report.Evolve(report, started)).Message.ShouldContain(report.StateName);
    }

    [Fact]
    public void An_unknown_event_is_never_skipped() =>
        Should.Throw<InvalidOperationException>(() => Report.Evolve(Reports.Draft, "something else"));

    [Fact]
    public void Everybody_who_saved_is_an_author()
    {
        var helper = Guid.NewGuid();

        var report = Report.Evolve(Reports.Draft, Reports.Imported(Reports.Draft, "一、别的\n", helper));

        report.Content!.Authors.ShouldBe([Reports.Author, helper]);
    }

    [Fact]
    public void One_unit_has_one_report_id_in_a_cycle()
    {
        StartReport.IdOf(Reports.Cycle, Reports.Unit).ShouldBe(StartReport.IdOf(Reports.Cycle, Reports.Unit));
        StartReport.IdOf(Reports.Cycle, Reports.Unit).ShouldNotBe(StartReport.IdOf(Reports.Unit, Reports.Cycle));
    }
}
