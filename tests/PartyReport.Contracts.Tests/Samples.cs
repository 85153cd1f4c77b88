using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Review;

namespace PartyReport.Contracts.Tests;

/// <summary>One fully filled record of every event, with fixed ids and dates.</summary>
internal static class Samples
{
    private static readonly Guid Report = Id(1), Cycle = Id(2), Unit = Id(3), Author = Id(4), Helper = Id(5), Post = Id(6), Block = Id(7);
    private static readonly string Hash = new('a', 64), OpinionHash = new('b', 64);
    private static readonly DateTimeOffset Deadline = new(2026, 2, 28, 18, 0, 0, TimeSpan.FromHours(8));

    public static IReadOnlyDictionary<Type, object> Events { get; } = new object[]
    {
        new UnitAdded(Unit, "CZJ", "青禾县财政局党组", UnitKinds.Group, Id(8), new(2020, 1, 1)),
        new UnitMoved(Unit, Id(8), new(2026, 3, 1), 2),
        new UnitRenamed(Unit, "青禾县财政局党委", new(2026, 3, 1), 3),
        new UnitMerged(Unit, Id(8), Author, new(2026, 4, 1), 4),
        new UnitClosed(Unit, Author, new(2026, 4, 1), 4, Id(8)),
        new UnitPostsRequired(Unit, [PostRoles.Secretary], 5),
        new DeputyNamed(Id(14), Post, Id(6), new(2026, 3, 1), new(2026, 3, 31)),
        new DeputyEnded(Id(14), new(2026, 3, 15)),
        new UnitsImported(Id(15), 1, [new ImportedUnit(Unit, "CZJ", "青禾县财政局党组", UnitKinds.Group, 1, Id(8))]),
        new PostsImported(
            Id(15), 2, [new ImportedPost(Post, Author, Unit, PostRoles.Secretary, "党组书记", new(2025, 1, 1), 1, new(2026, 12, 31))]),
        new ImportCompleted(Id(15), 2, 2),
        new ImportFailed(Id(15), 1),
        new PersonAdded(Author),
        new PersonRenamed(Author),
        new PersonErased(Author),
        new PostAssigned(Post, Author, Unit, PostRoles.Secretary, "党组书记", new(2025, 1, 1), new(2026, 12, 31)),
        new PostEnded(Post, new(2026, 6, 30), 2),
        new AccountOpened(Id(14), Author),
        new PasswordChanged(Id(14)),
        new AccountReset(Id(14)),
        new AccountLinked(Id(14), "https://login.example.gov.cn"),
        new AccountUnlinked(Id(14)),
        new AccountDisabled(Id(14)),
        new AccountEnabled(Id(14)),
        new AccountLocked(Id(14), Deadline),
        new SecondFactorAdded(Id(14)),
        new ApiKeyIssued(Id(15), Id(14), ["drafting.read", "review.read"], Deadline),
        new ApiKeyRevoked(Id(15), Id(14)),
        new SessionOpened(Id(16), Author, Id(14), "https://login.example.gov.cn"),
        new SessionEnded(Id(16), Author),
        new CycleOpened(
            Cycle, 2025, "2025年度党组织书记抓基层党建述职", Author, Deadline,
            [new TemplateChapter("存在的问题", ["问题", "不足"])],
            [new Stage("县直工委审核", PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
             new Stage("县委组织部审核", PostRoles.Reviewer, StageRelations.Named, StageRules.Any, Id(9))],
            [Unit, Id(8)]),
        new ReportStarted(Report, Cycle, Unit, Author),
        new ReportRevised(
            Report, Cycle, Author, 2, Hash,
            [new ManifestEntry(Block, null, BlockKinds.Chapter, Hash), new ManifestEntry(Id(10), Block, BlockKinds.Paragraph, OpinionHash)],
            [new Content(OpinionHash, "坚持“第一议题”<制度>，\t'三会一课'&主题党日\r\n")], "import", "gb18030"),
        new ReportSubmitted(Report, Cycle, Unit, [Author, Helper], 2, Hash, [Block], true),
        new ReviewOpened(Report, Cycle, Unit, [Author, Helper], 1, 2, Hash, [Block]),
        new StageOpened(Report, 1, 1, "县直工委审核", 2, Hash, [new Reviewer(Id(11), Id(12), Id(13))]),
        new StageVacant(Report, 1, 2, "县委组织部审核", 2, Author),
        new DecisionMade(
            Report, 1, 1, "县直工委审核", Verdicts.Return, 2, Hash, Id(11), Id(12), Id(13),
            [new Remark(Block, Hash)], [new Content(OpinionHash, "问题部分不具体。")], OpinionHash),
        new ReportReturned(Report, [Author, Helper], 1, 1, "县直工委审核", 2, Hash, OpinionHash),
        new ReportApproved(Report, Cycle, Unit, [Author, Helper], 2, 3, Hash),
        new ReportFiled(Report, Cycle, Unit, [Author, Helper], 12, 3, Hash),
        new StreamRetried("review", "submissions", "drafting", Report, 4, "drafting.report-submitted", 10, true),
        new EventSkipped(
            "notification", "notices", "review", Report, 5, "review.stage-opened", OpinionHash, [new Content(OpinionHash, "收件人已离任，不再通知。")]),
        new AccessCounted("drafting", Deadline, [new AccessLine(Author, "report.read/from-above", true, 3, Deadline, Deadline.AddMinutes(5), Report)]),
        new SubscriptionReplayed("archive", "log", "review", "1/730/12", [new ReplayedShard(3, "1/752/40")]),
    }.ToDictionary(e => e.GetType());

    public static EventHeaders Headers { get; } = new(
        Author.ToString("D"), "键-0001", [new Cause("drafting", Report, 3)], "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    public static Guid Id(int number) => new($"00000000-0000-0000-0000-{number:x12}");
}
