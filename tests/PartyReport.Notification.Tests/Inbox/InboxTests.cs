using System.Net;
using System.Net.Http.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Notification;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Notification.Tests;

public abstract class InboxTests(Engine engine)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_author_finds_what_became_of_the_report_newest_first()
    {
        await using var host = await InboxHost.Start(engine, Happened.All);

        var inbox = await host.Inbox(Happened.Author);

        inbox.Unread.ShouldBe(3);
        inbox.Notices.Select(n => n.Kind).ShouldBe([NoticeKinds.ReportFiled, NoticeKinds.ReportApproved, NoticeKinds.ReportReturned]);
        inbox.Notices[0].Number.ShouldBe(42);
        (inbox.Notices[2].Stage, inbox.Notices[2].Because).ShouldBe(("复审", "第二部分缺少数据。"));
    }

    [Fact]
    public async Task A_reviewer_with_two_posts_is_told_once_and_the_opener_of_a_vacancy()
    {
        await using var host = await InboxHost.Start(engine, Happened.All);

        (await host.Inbox(Happened.Reviewer)).Notices.ShouldHaveSingleItem().Kind.ShouldBe(NoticeKinds.ReviewWaiting);
        (await host.Inbox(Happened.Opener)).Notices.ShouldHaveSingleItem().Kind.ShouldBe(NoticeKinds.StageVacant);
        (await host.Inbox(Happened.Id(99))).Notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_events_delivered_twice_tell_nobody_twice()
    {
        var first = await InboxHost.Start(engine, Happened.All);
        var before = await first.Inbox(Happened.Author);

        await using var again = await first.RestartFromTheBeginning();

        (await again.Inbox(Happened.Author)).Notices.ShouldBe(before.Notices);
    }

    [Fact]
    public async Task An_intent_names_the_event_that_led_to_it()
    {
        await using var host = await InboxHost.Start(engine, Happened.StageVacant);
        var notice = (await host.Inbox(Happened.Opener)).Notices.Single();

        var recorded = (await host.Log.Read(s => EventLog.ReadStream(s, notice.Id))).ShouldHaveSingleItem();

        EventTypes.ReadHeaders(recorded).Causes.ShouldBe([new Cause("review", Happened.Report, 1)]);
        EventTypes.ReadHeaders(recorded).Actor.ShouldBe("service:notification");
    }

    [Fact]
    public async Task The_inbox_is_narrowed_by_report_state_and_number()
    {
        await using var host = await InboxHost.Start(engine, Happened.All);
        var all = (await host.Inbox(Happened.Author)).Notices;
        using var read = await host.ReadNotice(Happened.Author, all[0].Id);

        (await host.Inbox(Happened.Author, "?unread=true")).Notices.ShouldBe(all.Skip(1));
        (await host.Inbox(Happened.Author, "?limit=1")).Notices.ShouldHaveSingleItem().Id.ShouldBe(all[0].Id);
        (await host.Inbox(Happened.Author, "?limit=1")).Unread.ShouldBe(2);
        (await host.Inbox(Happened.Author, $"?report={Happened.Report}")).Notices.Count.ShouldBe(3);
        (await host.Inbox(Happened.Author, $"?report={Happened.Cycle}")).Notices.ShouldBeEmpty();
    }

    [Theory, InlineData(0), InlineData(201), InlineData(-1)]
    public async Task A_limit_out_of_range_is_refused(int limit)
    {
        await using var host = await InboxHost.Start(engine);

        using var response = await host.Send(HttpMethod.Get, Happened.Author, $"/api/notices?limit={limit}", null);

        await InboxHost.ShouldRefuse(response, HttpStatusCode.BadRequest, "notice.limit-invalid");
    }

    [Fact]
    public async Task A_call_without_a_person_is_refused()
    {
        await using var host = await InboxHost.Start(engine);

        using var response = await host.Send(HttpMethod.Get, null, "/api/notices", null);

        await InboxHost.ShouldRefuse(response, HttpStatusCode.Unauthorized, "request.not-signed-in");
    }

    [Fact]
    public async Task A_notice_is_read_once_and_every_repetition_is_answered_alike()
    {
        await using var host = await InboxHost.Start(engine, Happened.StageVacant);
        var id = (await host.Inbox(Happened.Opener)).Notices.Single().Id;

        var answers = new List<NoticeView?>();
        foreach (var key in new[] { "k", "k", "other" })
        {
            using var response = await host.ReadNotice(Happened.Opener, id, key);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            answers.Add(await response.Content.ReadFromJsonAsync<NoticeView>(WireJson.Options, Ct));
        }

        answers.Distinct().ShouldHaveSingleItem()!.ReadAt.ShouldNotBeNull();
        (await host.Inbox(Happened.Opener)).Unread.ShouldBe(0);
        (await host.Log.Read(s => EventLog.ReadStream(s, id))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Many_readings_at_once_are_recorded_once()
    {
        await using var host = await InboxHost.Start(engine, Happened.StageVacant);
        var id = (await host.Inbox(Happened.Opener)).Notices.Single().Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.ReadNotice(Happened.Opener, id)));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await host.Log.Read(s => EventLog.ReadStream(s, id))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_persons_notice_is_as_unknown_as_one_that_never_was()
    {
        await using var host = await InboxHost.Start(engine, Happened.StageVacant);
        var id = (await host.Inbox(Happened.Opener)).Notices.Single().Id;

        using var foreign = await host.ReadNotice(Happened.Author, id);
        using var missing = await host.ReadNotice(Happened.Opener, Happened.Id(98));

        await InboxHost.ShouldRefuse(foreign, HttpStatusCode.NotFound, "notice.unknown");
        await InboxHost.ShouldRefuse(missing, HttpStatusCode.NotFound, "notice.unknown");
        (await host.Inbox(Happened.Opener)).Unread.ShouldBe(1);
    }
}

public sealed class InboxOnSqliteTests() : InboxTests(Engine.Sqlite);

public sealed class InboxOnPostgresTests() : InboxTests(Engine.Postgres);
