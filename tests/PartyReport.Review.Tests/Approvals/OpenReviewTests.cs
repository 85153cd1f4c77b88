using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Review.Tests;

public sealed class OpenReviewTests
{
    private static readonly NextStage First = new(1, "初审", [], County.Clerk);

    // State, submitted revision (2 is under review), version of the submission in Drafting (7 opened the round).
    public static TheoryData<string, int, int, string> Rows => new()
    {
        { "not-opened", 2, 7, "round 1" }, { "not-opened", 3, 9, "round 1" },
        { "not-opened", 1, 3, "round 1" }, { "not-opened", 2, 9, "round 1" },
        { "in-stage", 2, 7, "nothing" }, { "in-stage", 3, 9, "throws" },
        { "in-stage", 1, 3, "nothing" }, { "in-stage", 2, 9, "nothing" },
        { "returned", 2, 7, "nothing" }, { "returned", 3, 9, "round 2" },
        { "returned", 1, 3, "nothing" }, { "returned", 2, 9, "round 2" },
        { "approved", 2, 7, "nothing" }, { "approved", 3, 9, "throws" },
        { "approved", 1, 3, "nothing" }, { "approved", 2, 9, "throws" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_submission_meets_a_state(string state, int revision, int version, string expected)
    {
        var decide = () => OpenReview.Decide(
            States.All[state], County.Submitted(revision), States.Submission with { Version = version }, First);

        if (expected == "throws") Should.Throw<InvalidOperationException>(() => decide());
        else (decide() is [ReviewOpened opened, StageVacant] ? $"round {opened.Round}" : "nothing").ShouldBe(expected);
    }

    [Fact]
    public void Every_state_meets_every_kind_of_submission() => Rows.Count.ShouldBe(4 * States.All.Count);

    [Fact]
    public async Task A_submission_opens_the_first_stage_for_its_holders_but_not_for_an_author()
    {
        await using var host = await ReviewHost.StartSubmitted();

        var stream = await host.Stream(County.Report);

        stream.Select(e => e.GetType()).ShouldBe([typeof(ReviewOpened), typeof(StageOpened)]);
        ((StageOpened)stream[1]).Reviewers.Select(r => r.Person).ShouldBe([County.Member, County.SecondMember], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_events_name_the_submission_as_their_cause()
    {
        await using var host = await ReviewHost.StartSubmitted();

        var events = await host.Log.Read(s => EventLog.ReadStream(s, County.Report));

        foreach (var headers in events.Select(EventTypes.ReadHeaders))
        {
            headers.Actor.ShouldBe("service:review");
            headers.Causes.ShouldBe([new("drafting", County.Report, 1)]);
        }
    }

    [Fact]
    public async Task The_same_events_delivered_again_with_the_cycle_in_one_slice_change_nothing()
    {
        var first = await ReviewHost.StartSubmitted();
        await first.Return(County.Member).ShouldBe(System.Net.HttpStatusCode.Created);
        await first.Submit(County.Submitted(2));
        var before = await first.Stream(County.Report);

        await using var again = await first.RestartFromTheBeginning();

        (await again.Stream(County.Report)).Count.ShouldBe(before.Count);
        (await again.BlockedBecause()).ShouldBeNull();
    }

    [Fact]
    public async Task A_submission_after_a_return_opens_the_next_round_at_the_first_stage()
    {
        await using var host = await ReviewHost.StartSubmitted();
        await host.Approve(County.Member).ShouldBe(System.Net.HttpStatusCode.Created);
        await host.Return(County.Reviewer).ShouldBe(System.Net.HttpStatusCode.Created);

        await host.Submit(County.Submitted(2));

        var stream = await host.Stream(County.Report);
        stream[^2].ShouldBeOfType<ReviewOpened>().Round.ShouldBe(2);
        stream[^1].ShouldBeOfType<StageOpened>().Stage.ShouldBe(1);
    }

    [Fact]
    public async Task Another_revision_during_a_review_is_held_for_an_operator()
    {
        await using var host = await ReviewHost.StartSubmitted();

        await host.Submit(County.Submitted(2));

        (await host.BlockedBecause()).ShouldNotBeNull().ShouldContain("Revision 2 was submitted while revision 1 is in review.");
        (await host.Stream(County.Report)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_submission_of_an_unknown_cycle_waits()
    {
        await using var host = await ReviewHost.Start();

        await host.Submit(County.Submitted(1) with { Cycle = County.Id(99) });

        (await host.BlockedBecause()).ShouldNotBeNull().ShouldContain("is unknown");
    }

    [Fact]
    public async Task A_stage_without_holders_opens_vacant_and_its_first_holder_may_decide()
    {
        await using var host = await ReviewHost.Start();
        foreach (var post in new[] { 52, 53 })
            await host.Append("directory", County.Id(post), new PostEnded(County.Id(post), new DateOnly(2024, 12, 31)));
        await host.CaughtUp();
        await host.Submit(County.Submitted(1));

        (await host.Stream(County.Report))[1].ShouldBeOfType<StageVacant>().Opener.ShouldBe(County.Clerk);

        await host.Append("directory", County.Id(59), County.Post(59, County.Outsider, County.Group, PostRoles.Member));
        await host.CaughtUp();
        await host.Approve(County.Outsider).ShouldBe(System.Net.HttpStatusCode.Created);
    }
}
