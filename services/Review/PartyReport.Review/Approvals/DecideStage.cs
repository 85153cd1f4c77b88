using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>A person in a post approves or returns the revision that waits in the open stage.</summary>
internal static class DecideStage
{
    public static void Map(IEndpointRouteBuilder reviews) => reviews
        .MapPost("/{report:guid}/decisions", Handle).WithName("DecideStage").Does(Actions.ReviewDecide)
        .Produces<DecisionView>(StatusCodes.Status201Created).Produces<DecisionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    // Rights before content: somebody without a seat learns nothing about the revision under review.
    public static Outcome Decide(Approval approval, DecideRequest request, Guid person, Verdict may, Reviewer? seat, NextStage? next) => approval switch
    {
        Approval.NotOpened => Unknown,
        Approval.Returned back when Repeats(back.Last, request, person) => Outcome.NothingToDo,
        Approval.Approved done when Repeats(done.Last, request, person) => Outcome.NothingToDo,
        // The stage moved on by this person's own decision: the same click again must not decide the next one.
        Approval.InStage open when Repeats(open.Last, request, person) => Outcome.NothingToDo,
        _ when !may.Allowed && may.Rule.Bond == Bond.Author =>
            Refusal.Forbidden("review.author-cannot-decide", "An author of the report may not decide on it."),
        _ when !may.Allowed => Refusal.Forbidden("review.not-a-reviewer", "You hold no post that decides the open stage."),
        Approval.InStage open when open.Opened.Revision != request.Revision || open.Opened.Hash != request.Hash =>
            Refusal.Conflict("review.revision-moved", $"Revision {open.Opened.Revision} with hash {open.Opened.Hash} is under review."),
        Approval.InStage open when open.Stage != request.Stage =>
            Refusal.Conflict("review.stage-moved", $"Stage {open.Stage}, {open.Name}, is open now. Read the review again."),
        Approval.InStage open when DecisionText.Check(request, open.Opened.Sections) is { } refusal => refusal,
        Approval.InStage open => Decided(open, request, seat!, next),
        _ => Refusal.Conflict("review.not-open", $"No stage is open: the report is {approval.StateName}."),
    };

    private static Refusal Unknown => Refusal.NotFound("review.unknown", "This report was never submitted.");

    private static bool Repeats(DecisionMade? last, DecideRequest request, Guid person) =>
        last is not null && last.Person == person && last.Verdict == request.Verdict && last.Stage == request.Stage
        && last.Revision == request.Revision && last.Hash == request.Hash;

    private static Outcome Decided(Approval.InStage open, DecideRequest request, Reviewer seat, NextStage? next)
    {
        var round = open.Opened;
        var decision = DecisionText.Record(open, request, seat);
        return Outcome.Of(decision, decision.Verdict switch
        {
            Verdicts.Return => new ReportReturned(
                round.Report, round.Authors, round.Round, open.Stage, open.Name, round.Revision, round.Hash, decision.Opinion!),
            _ when next is not null => next.Open(round),
            _ => new ReportApproved(round.Report, round.Cycle, round.Unit, round.Authors, round.Round, round.Revision, round.Hash),
        });
    }

    private static async Task<IResult> Handle(
        Guid report, DecideRequest request, Command command, Access access, ReviewStore store, CancellationToken ct)
    {
        var look = await store.Read(session => Look.At(session, store, report, command, access));
        if (look is null) return Unknown.ToProblem();

        var outcome = Decide(look.Review.State, request, command.Actor, look.May, look.Seat, look.Next);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var after = outcome.Events.Aggregate(look.Review, (review, e) => review.After(e, look.Submission, command.At));
        var answer = outcome.Events is []
            ? Answer.Ok(after.Decisions[^1])
            : Answer.Created($"/api/reviews/{report}", after.Decisions[^1]);
        await store.Commit(command, report, look.Review, after, look.Cycle, outcome.Events, look.Submission, answer, ct);
        return answer.ToResult();
    }

    /// <summary>Everything that a decision needs, read in one snapshot.</summary>
    private sealed record Look(ReviewSoFar Review, Cause Submission, Cycle Cycle, Verdict May, Reviewer? Seat, NextStage? Next)
    {
        public static async Task<Look?> At(Session session, ReviewStore store, Guid report, Command command, Access access)
        {
            var review = await store.Load(session, report);
            if (review.State.Round is not { } round) return null;

            var cycle = await Cycle.Load(session, round.Cycle);
            var (day, open) = (Day.Of(command.At), (review.State as Approval.InStage)?.Stage);
            // While no stage is open, whoever has a seat in any is told so; nobody else learns how far the report is.
            var seats = await Reviewers.OfChain(session, open is { } stage ? [cycle.Chain[stage - 1]] : cycle.Chain, round, day);
            var next = open is { } here ? await Reviewers.OfStage(session, cycle, here + 1, round.Unit, round.Authors, day) : null;
            var may = await access.May(session, Actions.ReviewDecide, new Target
            {
                Id = report, Authors = round.Authors, Seats = [.. seats.Select(r => r.Person)],
            });
            return new Look(review, review.State.OpenedBy!, cycle, may, seats.FirstOrDefault(r => r.Person == command.Actor), next);
        }
    }
}
