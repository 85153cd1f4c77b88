using PartyReport.Contracts;
using PartyReport.Contracts.Review;

namespace PartyReport.Review.Tests;

/// <summary>One example of each state, around revision 2 of a report.</summary>
internal static class States
{
    public static readonly Guid Decider = County.Id(41), Earlier = County.Id(42), Stranger = County.Id(43);
    public static readonly Cause Submission = new("drafting", County.Report, 7);

    public static readonly ReviewOpened Round =
        new(County.Report, County.Cycle, County.Group, [County.Secretary], 1, 2, "h2", [County.Section]);

    public static readonly Reviewer Seat = new(Decider, County.Id(44), County.Group);

    public static readonly Dictionary<string, Approval> All = new()
    {
        ["not-opened"] = new Approval.NotOpened(),
        ["in-stage"] = new Approval.InStage(Round, Submission, 2, "复审", By(Earlier, 1, Verdicts.Approve)),
        ["returned"] = new Approval.Returned(Round, Submission, By(Decider, 2, Verdicts.Return)),
        ["approved"] = new Approval.Approved(Round, Submission, By(Decider, 2, Verdicts.Approve)),
    };

    private static DecisionMade By(Guid person, int stage, string verdict) =>
        new(County.Report, 1, stage, "…", verdict, 2, "h2", person, County.Id(45), County.Group, [], []);
}
