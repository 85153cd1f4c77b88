using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Import;
using PartyReport.Drafting.Reports;

namespace PartyReport.Drafting.Tests.Reports;

/// <summary>One report in each state, built by the events that lead there.</summary>
internal static class Reports
{
    public static readonly Guid Id = Guid.Parse("11111111-1111-1111-1111-111111111111");
    public static readonly Guid Cycle = Guid.Parse("22222222-2222-2222-2222-222222222222");
    public static readonly Guid Unit = Guid.Parse("33333333-3333-3333-3333-333333333333");
    public static readonly Guid Author = Guid.Parse("44444444-4444-4444-4444-444444444444");
    public static readonly Cause Return = new("review", Id, 3);

    public const string Sample = "引言。\n一、履职情况\n（一）学习\n全年学习12次。\n二、存在的问题\n不够深入。\n三、下一步措施\n继续努力。\n";

    public static Report NotStarted { get; } = new Report.NotStarted();
    public static Report Blank { get; } = After(new ReportStarted(Id, Cycle, Unit, Author));
    public static Report Draft { get; } = Report.Evolve(Blank, Imported(Blank, Sample));
    public static Report InReview { get; } = Report.Evolve(Draft, Submitted(Draft));
    public static Report Returned { get; } = Report.Evolve(InReview, new ReportReopened(Id, 1, Return));
    public static Report Approved { get; } = Report.Evolve(InReview, new ReportSettled(Id, 1, Return));

    public static IEnumerable<Report> All => [NotStarted, Blank, Draft, InReview, Returned, Approved];

    public static ReportRevised Imported(Report report, string text, Guid? author = null) => (ReportRevised)ImportReport.Decide(
        report, true, author ?? Author, report.Content!.Revision, ReportParser.Parse(text).Blocks, "UTF-8", Guid.NewGuid).Events.ShouldHaveSingleItem();

    public static ManifestEntry Block(Report report, string kind) => report.Content!.Manifest.First(e => e.Kind == kind);

    private static Report After(object e) => Report.Evolve(NotStarted, e);

    private static object Submitted(Report report) =>
        SubmitForReview.Decide(report, true, Author, new(1), DateTimeOffset.MaxValue, DateTimeOffset.MinValue).Events.ShouldHaveSingleItem();
}
