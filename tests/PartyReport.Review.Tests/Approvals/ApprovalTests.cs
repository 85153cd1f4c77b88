using PartyReport.Contracts;
using PartyReport.Contracts.Review;

namespace PartyReport.Review.Tests;

public sealed class ApprovalTests
{
    private static readonly Dictionary<string, object> Events = new()
    {
        ["opened"] = States.Round,
        ["stage"] = new StageOpened(County.Report, 1, 3, "终审", 2, "h2", []),
        ["vacant"] = new StageVacant(County.Report, 1, 3, "终审", 2, County.Clerk),
        ["decision"] = new DecisionMade(
            County.Report, 1, 2, "复审", Verdicts.Approve, 2, "h2", States.Decider, default, default, [], []),
        ["returned"] = new ReportReturned(County.Report, [], 1, 2, "复审", 2, "h2", "x"),
        ["approved"] = new ReportApproved(County.Report, County.Cycle, County.Group, [], 1, 2, "h2"),
        ["foreign"] = new object(),
    };

    private static readonly Dictionary<(string State, string Event), string> Follows = new()
    {
        [("not-opened", "opened")] = "in-stage",
        [("returned", "opened")] = "in-stage",
        [("in-stage", "stage")] = "in-stage",
        [("in-stage", "vacant")] = "in-stage",
        [("in-stage", "decision")] = "in-stage",
        [("in-stage", "returned")] = "returned",
        [("in-stage", "approved")] = "approved",
    };

    public static TheoryData<string, string> Pairs =>
        [.. from state in States.All.Keys from happened in Events.Keys select new TheoryDataRow<string, string>(state, happened)];

    [Theory, MemberData(nameof(Pairs))]
    public void An_event_leads_to_its_state_or_throws(string state, string happened)
    {
        var evolve = () => Approval.Evolve(States.All[state], Events[happened], States.Submission).StateName;

        if (Follows.TryGetValue((state, happened), out var next)) evolve().ShouldBe(next);
        else Should.Throw<InvalidOperationException>(evolve);
    }

    [Fact]
    public void Every_state_has_an_example() =>
        typeof(Approval).GetNestedTypes().Select(t => t.Name).Order()
            .ShouldBe(States.All.Values.Select(s => s.GetType().Name).Order());

    [Fact]
    public void A_new_round_forgets_the_decision_of_the_last_one()
    {
        var state = Approval.Evolve(States.All["returned"], States.Round with { Round = 2 }, new Cause("drafting", County.Report, 9));

        var open = state.ShouldBeOfType<Approval.InStage>();
        open.Last.ShouldBeNull();
        open.Submission.Version.ShouldBe(9);
    }
}
