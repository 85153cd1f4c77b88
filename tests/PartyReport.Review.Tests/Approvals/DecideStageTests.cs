using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Hosting;

namespace PartyReport.Review.Tests;

public sealed class DecideStageTests
{
    private static readonly DecideRequest Approve = new(2, 2, "h2", Verdicts.Approve);
    private static readonly DecideRequest Return = new(2, 2, "h2", Verdicts.Return, "缺少数据。");
    private static readonly NextStage Next = new(3, "终审", [new(County.LastReviewer, County.Id(55), County.Department)], County.Clerk);

    private static readonly Dictionary<string, (DecideRequest Request, Guid Person)> Requests = new()
    {
        ["approve"] = (Approve, States.Decider),
        ["return"] = (Return, States.Decider),
        ["author"] = (Approve, County.Secretary),
        ["stranger"] = (Approve, States.Stranger),
        ["earlier-again"] = (Approve with { Stage = 1 }, States.Earlier),
        ["other-stage"] = (Approve with { Stage = 1 }, States.Decider),
        ["old-revision"] = (Approve with { Revision = 1 }, States.Decider),
        ["other-hash"] = (Approve with { Hash = "h1" }, States.Decider),
        ["other-verdict"] = (Approve with { Verdict = "maybe" }, States.Decider),
        ["no-opinion"] = (Return with { Opinion = null }, States.Decider),
        ["blank-opinion"] = (Return with { Opinion = " \n　" }, States.Decider),
        ["long-opinion"] = (Approve with { Opinion = new string('长', 20_001) }, States.Decider),
        ["blank-remark"] = (Approve with { Remarks = [new(County.Section, " ")] }, States.Decider),
        ["null-remark"] = (Approve with { Remarks = [null!] }, States.Decider),
        ["long-remark"] = (Approve with { Remarks = [new(County.Section, new string('长', 20_001))] }, States.Decider),
        ["many-remarks"] = (Approve with { Remarks = Many(201, "短") }, States.Decider),
        ["heavy-remarks"] = (Approve with { Remarks = Many(200, new string('长', 5_001)) }, States.Decider),
        ["stray-remark"] = (Approve with { Remarks = [new(County.Report, "请改")] }, States.Decider),
    };

    private const string Table =
        """
        request        not-opened      in-stage                     returned         approved
        approve        review.unknown  DecisionMade+StageOpened     review.not-open  nothing
        return         review.unknown  DecisionMade+ReportReturned  nothing          review.not-open
        author         review.unknown  review.author-cannot-decide  review.author-cannot-decide  review.author-cannot-decide
        stranger       review.unknown  review.not-a-reviewer        review.not-a-reviewer  review.not-a-reviewer
        earlier-again  review.unknown  nothing                      review.not-open  review.not-open
        other-stage    review.unknown  review.stage-moved           review.not-open  review.not-open
        old-revision   review.unknown  review.revision-moved        review.not-open  review.not-open
        other-hash     review.unknown  review.revision-moved        review.not-open  review.not-open
        other-verdict  review.unknown  review.verdict-unknown       review.not-open  review.not-open
        no-opinion     review.unknown  review.opinion-missing       nothing          review.not-open
        blank-opinion  review.unknown  review.opinion-missing       nothing          review.not-open
        long-opinion   review.unknown  review.opinion-too-long      review.not-open  nothing
        blank-remark   review.unknown  review.remark-invalid        review.not-open  nothing
        null-remark    review.unknown  review.remark-invalid        review.not-open  nothing
        long-remark    review.unknown  review.remark-invalid        review.not-open  nothing
        many-remarks   review.unknown  review.remark-invalid        review.not-open  nothing
        heavy-remarks  review.unknown  review.remark-invalid        review.not-open  nothing
        stray-remark   review.unknown  review.section-unknown       review.not-open  nothing
        """;

    private static readonly string[][] Cells =
        [.. Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public static TheoryData<string, string, string> Rows =>
        [.. from line in Cells.Skip(1)
            from column in Enumerable.Range(1, line.Length - 1)
            select new TheoryDataRow<string, string, string>(Cells[0][column], line[0], line[column])];

    [Theory, MemberData(nameof(Rows))]
    public void A_request_meets_a_state(string state, string request, string expected)
    {
        var (body, person) = Requests[request];

        var outcome = Decide(state, body, person, person == States.Decider ? States.Seat : null, Next);

        Told(outcome).ShouldBe(expected);
    }

    [Fact]
    public void Every_pair_of_state_and_request_has_its_cell()
    {
        Cells[0][1..].ShouldBe(States.All.Keys, ignoreOrder: true);
        Cells[1..].Select(line => line[0]).ShouldBe(Requests.Keys, ignoreOrder: true);
        Cells.ShouldAllBe(line => line.Length == Cells[0].Length);
    }

    [Fact]
    public void The_last_stage_approves_the_report() =>
        Told(Decide("in-stage", Approve, States.Decider, States.Seat, null))
            .ShouldBe("DecisionMade+ReportApproved");

    [Fact]
    public void A_next_stage_without_anybody_is_vacant_and_names_the_opener()
    {
        var outcome = Decide("in-stage", Approve, States.Decider, States.Seat, Next with { Reviewers = [] });

        outcome.Events[1].ShouldBe(new StageVacant(County.Report, 1, 3, "终审", 2, County.Clerk));
    }

    [Fact]
    public void An_author_may_not_decide_even_with_a_seat() =>
        Told(Decide(
            "in-stage", Approve, County.Secretary, States.Seat with { Person = County.Secretary }, Next))
            .ShouldBe("review.author-cannot-decide");

    [Fact]
    public void A_reviewer_of_two_stages_decides_the_second_one_too() =>
        Told(Decide(
            "in-stage", Approve, States.Earlier, States.Seat with { Person = States.Earlier }, Next))
            .ShouldBe("DecisionMade+StageOpened");

    [Fact]
    public void Words_are_kept_once_and_named_by_hash()
    {
        var request = Return with { Remarks = [new(County.Section, "缺少数据。"), new(County.Section, "请补充")] };

        var outcome = Decide("in-stage", request, States.Decider, States.Seat, Next);

        var decision = outcome.Events[0].ShouldBeOfType<DecisionMade>();
        decision.Contents.Select(c => c.Text).ShouldBe(["缺少数据。", "请补充"]);
        decision.Opinion.ShouldBe(decision.Remarks[0].Sha256);
        outcome.Events[1].ShouldBeOfType<ReportReturned>().Opinion.ShouldBe(decision.Opinion);
    }

    [Fact]
    public void A_blank_opinion_of_an_approval_counts_as_none()
    {
        var outcome = Decide(
            "in-stage", Approve with { Opinion = "  " }, States.Decider, States.Seat, Next);

        outcome.Events[0].ShouldBeOfType<DecisionMade>().Opinion.ShouldBeNull();
    }

    private static Outcome Decide(string state, DecideRequest request, Guid person, Reviewer? seat, NextStage? next)
    {
        // While no stage is open, everybody with a seat in the chain counts.
        Guid[] seats = state == "in-stage" ? [.. new[] { seat?.Person }.OfType<Guid>()] : [States.Decider, States.Earlier];
        var may = Authority.Allow(
            new Standing(person, []), Actions.ReviewDecide, new Target { Authors = [County.Secretary], Seats = seats });
        return DecideStage.Decide(States.All[state], request, person, may, seat, next);
    }

    private static RemarkRequest[] Many(int count, string text) => [.. Enumerable.Repeat(new RemarkRequest(County.Section, text), count)];

    private static string Told(Outcome outcome) => outcome switch
    {
        { Refusal: { } refusal } => refusal.Code,
        { Events: [] } => "nothing",
        _ => string.Join('+', outcome.Events.Select(e => e.GetType().Name)),
    };
}
