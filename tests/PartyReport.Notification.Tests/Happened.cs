using PartyReport.Contracts;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Review;

namespace PartyReport.Notification.Tests;

/// <summary>One example of each event that somebody must be told of.</summary>
internal static class Happened
{
    public static readonly Guid Report = Id(1), Cycle = Id(2), Unit = Id(3);
    public static readonly Guid Author = Id(11), SecondAuthor = Id(12), Reviewer = Id(13), SecondReviewer = Id(14), Opener = Id(15);
    public static readonly Content Opinion = Content.Of("第二部分缺少数据。");

    public static readonly StageOpened StageOpened = new(Report, 1, 2, "复审", 3, "h3",
        [new(Reviewer, Id(21), Unit), new(SecondReviewer, Id(22), Unit), new(Reviewer, Id(23), Unit)]);

    public static readonly StageVacant StageVacant = new(Report, 1, 2, "复审", 3, Opener);

    public static readonly DecisionMade DecisionMade = new(
        Report, 1, 2, "复审", Verdicts.Return, 3, "h3", Reviewer, Id(21), Unit, [], [Opinion], Opinion.Sha256);

    public static readonly ReportReturned ReportReturned = new(Report, [Author, SecondAuthor], 1, 2, "复审", 3, "h3", Opinion.Sha256);

    public static readonly ReportApproved ReportApproved = new(Report, Cycle, Unit, [Author, SecondAuthor], 1, 3, "h3");

    public static readonly ReportFiled ReportFiled = new(Report, Cycle, Unit, [Author, SecondAuthor], 42, 3, "h3");

    public static readonly IReadOnlyList<object> All =
        [StageOpened, StageVacant, DecisionMade, ReportReturned, ReportApproved, ReportFiled];

    public static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
