using PartyReport.Contracts;
using PartyReport.Contracts.Review;

namespace PartyReport.Review;

/// <summary>Where a report stands in the chain, made from its stream.</summary>
internal abstract record Approval
{
    private Approval() { }

    /// <summary>Never submitted.</summary>
    public sealed record NotOpened : Approval;

    /// <summary>A stage waits. Stage 0 exists only between two events of one commit, so nobody ever reads it.</summary>
    public sealed record InStage(ReviewOpened Opened, Cause Submission, int Stage, string Name, DecisionMade? Last = null) : Approval;

    /// <summary>The authors have it; their next submission opens another round.</summary>
    public sealed record Returned(ReviewOpened Opened, Cause Submission, DecisionMade Last) : Approval;

    /// <summary>Every stage approved. Nothing follows.</summary>
    public sealed record Approved(ReviewOpened Opened, Cause Submission, DecisionMade Last) : Approval;

    /// <summary>The newest round; null when there is none.</summary>
    public ReviewOpened? Round => this switch
    {
        InStage s => s.Opened,
        Returned s => s.Opened,
        Approved s => s.Opened,
        _ => null,
    };

    /// <summary>The submission that opened the newest round; null when there is none.</summary>
    public Cause? OpenedBy => this switch
    {
        InStage s => s.Submission,
        Returned s => s.Submission,
        Approved s => s.Submission,
        _ => null,
    };

    /// <summary>Name in the API and in refusals.</summary>
    public string StateName => this switch
    {
        InStage => "in-stage",
        Returned => "returned",
        Approved => "approved",
        _ => "not-opened",
    };

    /// <summary>The state after an event.</summary>
    /// <param name="submission">First cause of the event: the submission that opened the round.</param>
    public static Approval Evolve(Approval state, object happened, Cause submission) => (state, happened) switch
    {
        (NotOpened or Returned, ReviewOpened opened) => new InStage(opened, submission, 0, ""),
        (InStage s, StageOpened opened) => s with { Stage = opened.Stage, Name = opened.Name },
        (InStage s, StageVacant vacant) => s with { Stage = vacant.Stage, Name = vacant.Name },
        (InStage s, DecisionMade decision) => s with { Last = decision },
        (InStage { Last: { } last } s, ReportReturned) => new Returned(s.Opened, s.Submission, last),
        (InStage { Last: { } last } s, ReportApproved) => new Approved(s.Opened, s.Submission, last),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} cannot follow {state.StateName}."),
    };
}
