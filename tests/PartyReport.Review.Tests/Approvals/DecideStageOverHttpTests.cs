using System.Net;
using System.Net.Http.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Review.Tests;

public abstract class DecideStageOverHttpTests(Engine engine)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_stage_approves_and_the_report_is_approved()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        foreach (var person in new[] { County.Member, County.Reviewer, County.LastReviewer })
            await host.Approve(person).ShouldBe(HttpStatusCode.Created);

        var stream = await host.Stream(County.Report);
        stream.OfType<DecisionMade>().Select(d => d.Stage).ShouldBe([1, 2, 3]);
        stream[^1].ShouldBeOfType<ReportApproved>().Hash.ShouldBe("hash-1");
    }

    [Fact]
    public async Task A_decision_is_answered_as_it_stands_in_the_log()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        using var response = await host.Decide(County.Member, new(
            1, 1, "hash-1", Verdicts.Return, "缺少数据。", [new(County.Section, "请补充")]));

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe($"/api/reviews/{County.Report}");
        var decision = (await response.Content.ReadFromJsonAsync<DecisionView>(WireJson.Options, Ct))!;
        var recorded = (await host.Log.Read(s => EventLog.ReadStream(s, County.Report)))[decision.Version - 1];
        recorded.OccurredAt.ShouldBe(decision.At);
        EventTypes.ReadHeaders(recorded).Causes.ShouldBe([new("drafting", County.Report, 1)]);
        (decision.Person, decision.Post, decision.Unit).ShouldBe((County.Member, County.Id(52), County.Group));
        (decision.Opinion, decision.Remarks).ShouldBe(("缺少数据。", decision.Remarks));
        decision.Remarks.ShouldBe([new RemarkView(County.Section, "请补充")]);
    }

    [Fact]
    public async Task A_repeated_key_gets_the_same_bytes_and_decides_once()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        using var first = await host.Approve(County.Member, key: "k");
        using var second = await host.Approve(County.Member, key: "k");

        second.StatusCode.ShouldBe(first.StatusCode);
        (await second.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(await first.Content.ReadAsByteArrayAsync(Ct));
        (await host.Stream(County.Report)).OfType<DecisionMade>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_click_with_a_new_key_is_answered_with_the_decision()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        using var first = await host.Return(County.Member);
        using var second = await host.Return(County.Member);

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync(Ct)).ShouldBe(await first.Content.ReadAsStringAsync(Ct));
        (await host.Stream(County.Report)).OfType<DecisionMade>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Approve(County.Member, key: "k").ShouldBe(HttpStatusCode.Created);

        await host.Return(County.Member, key: "k").ShouldRefuse(HttpStatusCode.Conflict, "request.key-reused");
    }

    [Fact]
    public async Task A_call_without_a_person_is_refused()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        await host.Send(HttpMethod.Post, null, $"/api/reviews/{County.Report}/decisions", new DecideRequest(1, 1, "hash-1", "approve"), "k")
            .ShouldRefuse(HttpStatusCode.Unauthorized, "request.not-signed-in");
    }

    [Fact]
    public async Task What_the_rules_refuse_is_a_problem_with_its_code()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        await host.Approve(County.Secretary).ShouldRefuse(HttpStatusCode.Forbidden, "review.author-cannot-decide");
        await host.Approve(County.Reviewer).ShouldRefuse(HttpStatusCode.Forbidden, "review.not-a-reviewer");
        await host.Approve(County.Member, 2).ShouldRefuse(HttpStatusCode.Conflict, "review.revision-moved");
        await host.Decide(County.Member, new(1, 1, "hash-1", Verdicts.Return)).ShouldRefuse(
            HttpStatusCode.UnprocessableEntity, "review.opinion-missing");
        await host.Decide(County.Member, new(1, 1, "hash-1", Verdicts.Approve), report: County.Id(98)).ShouldRefuse(
            HttpStatusCode.NotFound, "review.unknown");
        (await host.Stream(County.Report)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_key_may_be_used_again()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Approve(County.Member, 2, "k").ShouldRefuse(HttpStatusCode.Conflict, "review.revision-moved");

        await host.Approve(County.Member, 1, "k").ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_report_that_was_returned_is_not_open()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Return(County.Member).ShouldBe(HttpStatusCode.Created);

        await host.Approve(County.SecondMember).ShouldRefuse(HttpStatusCode.Conflict, "review.not-open");
    }

    [Fact]
    public async Task Of_two_approvers_at_once_one_decides_and_the_other_is_refused()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        var answers = await Task.WhenAll(
            new[] { County.Member, County.SecondMember }.Select(person => host.Approve(person)));

        answers.Select(a => a.StatusCode).ShouldBe([HttpStatusCode.Created, HttpStatusCode.Forbidden], ignoreOrder: true);
        await answers.Single(a => !a.IsSuccessStatusCode).ShouldRefuse(HttpStatusCode.Forbidden, "review.not-a-reviewer");
        (await host.Stream(County.Report)).OfType<DecisionMade>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_click_leaves_the_open_stage_as_it_is()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Approve(County.Member).ShouldBe(HttpStatusCode.Created);
        var since = await OpenedAt(host);

        await host.Approve(County.Member).ShouldBe(HttpStatusCode.OK);

        (await OpenedAt(host)).ShouldBe(since);
    }

    private static Task<DateTimeOffset> OpenedAt(ReviewHost host) =>
        host.Log.Read(s => s.Scalar<DateTimeOffset>("select opened_at from open_stage"));

    [Fact]
    public async Task Many_clicks_of_one_approver_at_once_decide_once()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Return(County.Member)));

        answers.ShouldAllBe(a => a.IsSuccessStatusCode);
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        (await host.Stream(County.Report)).OfType<DecisionMade>().Count().ShouldBe(1);
    }
}

public sealed class DecideStageOverHttpOnSqliteTests() : DecideStageOverHttpTests(Engine.Sqlite);

public sealed class DecideStageOverHttpOnPostgresTests() : DecideStageOverHttpTests(Engine.Postgres);
