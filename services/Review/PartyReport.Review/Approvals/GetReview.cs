using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Where a report stands in the chain, for those whom it concerns.</summary>
internal static class GetReview
{
    public static Refusal NotYours => Refusal.Forbidden("review.not-yours", "This review concerns neither you nor a unit that you look after.");

    public static void Map(IEndpointRouteBuilder reviews) => reviews
        .MapGet("/{report:guid}", Handle).WithName("GetReview").Does(Actions.ReviewRead)
        .Produces<ReviewView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> Handle(Guid report, Access access, ReviewStore store, TimeProvider clock) => store.Read(async session =>
    {
        var day = Day.Of(clock.GetUtcNow());
        var review = await store.Load(session, report);
        if (review.State.Round is not { } round)
            return Refusal.NotFound("review.unknown", "This report was never submitted.").ToProblem();

        var cycle = await Cycle.Load(session, round.Cycle);
        return (await access.May(session, Actions.ReviewRead, await AsTarget(session, review, round, cycle, day))).Allowed
            ? Results.Ok(await MayDecide(session, access, round, await View(session, review, round, cycle, day)))
            : NotYours.ToProblem();
    });

    // Nobody wants to decide yet, so a denial is not taken down.
    private static async Task<ReviewView> MayDecide(Session session, Access access, ReviewOpened round, ReviewView view) => view with
    {
        MayDecide = view.Stage is not null && Authority.Allow(await access.Standing(session), Actions.ReviewDecide, new Target
        {
            Id = round.Report, Authors = round.Authors, Seats = [.. view.Waiting.Select(w => w.Person)],
        }).Allowed,
    };

    /// <summary>The review with whoever may decide its open stage today.</summary>
    public static async Task<ReviewView> View(Session session, ReviewSoFar review, ReviewOpened round, Cycle cycle, DateOnly day)
    {
        var open = review.State as Approval.InStage;
        var waiting = open is null ? [] : await Reviewers.Of(session, cycle.Chain[open.Stage - 1], round.Unit, round.Authors, day);
        return new ReviewView(
            round.Report, review.State.StateName, round.Round, round.Revision, round.Hash, open?.Stage, open?.Name,
            waiting, review.Decisions);
    }

    // Seats of every stage: who will be asked, or was, reads from the beginning to the end.
    private static async Task<Target> AsTarget(Session session, ReviewSoFar review, ReviewOpened round, Cycle cycle, DateOnly day) => new()
    {
        Id = round.Report, Lineage = await OrganisationReplica.LineageOf(session, round.Unit),
        Authors = round.Authors, Deciders = [.. review.Decisions.Select(d => d.Person)],
        Seats = [.. (await Reviewers.OfChain(session, cycle.Chain, round, day)).Select(r => r.Person)],
    };
}
