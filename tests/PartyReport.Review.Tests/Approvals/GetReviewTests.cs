using System.Net;
using PartyReport.Contracts.Review.Http;
using PartyReport.Servers;

namespace PartyReport.Review.Tests;

public abstract class GetReviewTests(Engine engine)
{
    private static readonly string Path = $"/api/reviews/{County.Report}";

    [Fact]
    public async Task A_review_shows_its_open_stage_and_who_may_decide_it_now()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Approve(County.Member).ShouldBe(HttpStatusCode.Created);

        var review = await host.Read<ReviewView>(County.Secretary, Path);

        (review.State, review.Round, review.Revision, review.Stage, review.StageName).ShouldBe(("in-stage", 1, 1, 2, "复审"));
        review.Waiting.Select(r => r.Person).ShouldBe([County.Reviewer]);
        review.Decisions.Select(d => d.Person).ShouldBe([County.Member]);
    }

    [Fact]
    public async Task A_returned_report_waits_for_no_reviewer()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        await host.Return(County.Member).ShouldBe(HttpStatusCode.Created);

        var review = await host.Read<ReviewView>(County.Secretary, Path);

        (review.State, review.Stage).ShouldBe(("returned", null));
        review.Waiting.ShouldBeEmpty();
        review.Decisions.ShouldHaveSingleItem().Opinion.ShouldBe("第二部分缺少数据。");
    }

    [Fact]
    public async Task Those_whom_it_concerns_may_read_it_and_nobody_else()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        foreach (var person in new[] { County.Secretary, County.Member, County.Reviewer, County.LastReviewer, County.Auditor })
            await host.Get(person, Path).ShouldBe(HttpStatusCode.OK);
        await host.Get(County.Outsider, Path).ShouldRefuse(HttpStatusCode.Forbidden, "review.not-yours");
        await host.Get(County.Id(97), Path).ShouldRefuse(HttpStatusCode.Forbidden, "review.not-yours");
    }

    [Fact]
    public async Task A_report_that_was_never_submitted_is_unknown()
    {
        await using var host = await ReviewHost.Start(engine);

        await host.Get(County.Secretary, Path).ShouldRefuse(HttpStatusCode.NotFound, "review.unknown");
    }

    [Fact]
    public async Task A_report_waits_for_the_reviewers_of_its_open_stage_only()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);

        foreach (var person in new[] { County.Member, County.Reviewer, County.LastReviewer })
        {
            (await host.Read<List<ReviewView>>(person, "/api/reviews")).ShouldHaveSingleItem().Report.ShouldBe(County.Report);
            (await host.Read<List<ReviewView>>(County.Secretary, "/api/reviews")).ShouldBeEmpty();
            await host.Approve(person).ShouldBe(HttpStatusCode.Created);
            (await host.Read<List<ReviewView>>(person, "/api/reviews")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_reviewer_further_up_is_not_asked_while_a_nearer_one_holds_the_post()
    {
        await using var host = await ReviewHost.StartSubmitted(engine);
        var (city, far) = (County.Id(5), County.Id(19));
        await host.Append("directory", city, new Contracts.Directory.UnitAdded(city, "S", "市委", "committee"));
        await host.Append("directory", County.Committee, County.Units[0] with { Parent = city });
        await host.Append("directory", County.Id(60), County.Post(60, far, city, "reviewer"));
        await host.CaughtUp();
        await host.Approve(County.Member).ShouldBe(HttpStatusCode.Created);

        (await host.Read<List<ReviewView>>(far, "/api/reviews")).ShouldBeEmpty();
        (await host.Read<List<ReviewView>>(County.Reviewer, "/api/reviews")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_more_than_two_hundred_reports_are_listed()
    {
        await using var host = await ReviewHost.Start(engine);
        foreach (var number in Enumerable.Range(1000, 203))
            await host.Append("drafting", County.Id(number), County.Submitted(1, report: County.Id(number)));
        await host.CaughtUp();

        (await host.Read<List<ReviewView>>(County.Member, "/api/reviews")).Count.ShouldBe(200);
    }
}

public sealed class GetReviewOnSqliteTests() : GetReviewTests(Engine.Sqlite);

public sealed class GetReviewOnPostgresTests() : GetReviewTests(Engine.Postgres);
