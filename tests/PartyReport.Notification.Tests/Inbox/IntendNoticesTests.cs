using PartyReport.Contracts;
using PartyReport.Contracts.Notification;

namespace PartyReport.Notification.Tests;

public sealed class IntendNoticesTests
{
    private static readonly Cause Source = new("review", Happened.Report, 4);

    private static readonly Dictionary<string, (string? Kind, Guid[] People, string? Stage, string? Because, long? Number)> Expected = new()
    {
        ["StageOpened"] = (NoticeKinds.ReviewWaiting, [Happened.Reviewer, Happened.SecondReviewer], "复审", null, null),
        ["StageVacant"] = (NoticeKinds.StageVacant, [Happened.Opener], "复审", null, null),
        ["DecisionMade"] = (null, [], null, null, null),
        ["ReportReturned"] =
            (NoticeKinds.ReportReturned, [Happened.Author, Happened.SecondAuthor], "复审", Happened.Opinion.Sha256, null),
        ["ReportApproved"] = (NoticeKinds.ReportApproved, [Happened.Author, Happened.SecondAuthor], null, null, null),
        ["ReportFiled"] = (NoticeKinds.ReportFiled, [Happened.Author, Happened.SecondAuthor], null, null, 42),
    };

    public static TheoryData<string> Events => [.. Happened.All.Select(e => e.GetType().Name)];

    [Theory, MemberData(nameof(Events))]
    public void An_event_concerns_its_people_once_each(string name)
    {
        var (kind, people, stage, because, number) = Expected[name];

        var intents = IntendNotices.Decide(Happened.All.Single(e => e.GetType().Name == name), Source);

        intents.Select(i => i.Person).ShouldBe(people);
        foreach (var intent in intents)
            intent.ShouldBe(new NoticeIntended(
                NoticeId.Of(Source, intent.Person, kind!), intent.Person, kind!, Happened.Report, 3, stage, because, number));
    }

    [Fact]
    public void Every_event_that_is_subscribed_to_has_an_example() =>
        Subscriptions.NotificationFromReview.Types.Concat(Subscriptions.NotificationFromArchive.Types)
            .ShouldBe(Happened.All.Select(e => EventCatalog.NameOf(e.GetType())), ignoreOrder: true);

    [Fact]
    public void An_unknown_event_throws() =>
        Should.Throw<InvalidOperationException>(() => IntendNotices.Decide(new object(), Source));

    [Fact]
    public void A_notice_of_another_event_person_or_kind_is_another_notice()
    {
        Guid[] ids =
        [
            NoticeId.Of(Source, Happened.Author, "a"), NoticeId.Of(Source with { Version = 5 }, Happened.Author, "a"),
            NoticeId.Of(Source with { Publisher = "archive" }, Happened.Author, "a"), NoticeId.Of(Source, Happened.Reviewer, "a"),
            NoticeId.Of(Source, Happened.Author, "b"), NoticeId.Of(Source with { Stream = Happened.Cycle }, Happened.Author, "a"),
        ];

        ids.ShouldBeUnique();
    }

    // Notices of today must be found again by every later release, so the id is pinned.
    [Fact]
    public void The_id_of_a_notice_never_changes() =>
        NoticeId.Of(Source, Happened.Author, NoticeKinds.ReviewWaiting).ShouldBe(Guid.Parse("3746029e-1628-8bcd-5c9a-1a9f314bea3e"));
}
