using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Where a report stands in the chain, for those whom it concerns.</summary>
internal static class GetReview
{
    private static readonly string[] ReadsEverything = [PostRoles.Auditor, PostRoles.Archivist];

    public static void Map(IEndpointRouteBuilder reviews) => reviews
        .MapGet("/{report:guid}", Handle).WithName("GetReview")
        .Produces<ReviewView>()
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> Handle(Guid report, Actor actor, ReviewStore store, TimeProvider clock) => store.Read(async session =>
    {
        var day = Day.Of(clock.GetUtcNow());
        var review = await store.Load(session, report);
        if (review.State.Round is not { } round)
            return Refusal.NotFound("review.unknown", "This report was never submitted.").ToProblem();

        var cycle = await Cycle.Load(session, round.Cycle);
        return await MayRead(session, review, round, cycle, actor.Person, day)
            ? Results.Ok(await View(session, review, round, cycle, day))
            : Refusal.Forbidden("review.not-yours", "This review concerns neither you nor a unit that you look after.").ToProblem();
    });

    /// <summary>The review with whoever may decide its open stage today.</summary>
    public static async Task<ReviewView> View(Session session, ReviewSoFar review, ReviewOpened round, Cycle cycle, DateOnly day)
    {
        var open = review.State as Approval.InStage;
        var waiting = open is null ? [] : await Reviewers.Of(session, cycle.Chain[open.Stage - 1], round.Unit, round.Authors, day);
        return new ReviewView(
            round.Report, review.State.StateName, round.Round, round.Revision, round.Hash, open?.Stage, open?.Name,
            waiting, review.Decisions);
    }

    private static async Task<bool> MayRead(
        Session session, ReviewSoFar review, ReviewOpened round, Cycle cycle, Guid person, DateOnly day) =>
        round.Authors.Contains(person)
        // A named reviewer's unit may look after nothing, and who has decided may reread it after the stage moved on.
        || review.Decisions.Any(d => d.Person == person)
        || (await OrganisationReplica.PostsOf(session, person, day)).Any(p => ReadsEverything.Contains(p.Role))
        || await OrganisationReplica.LooksAfter(session, person, round.Unit, PostRoles.Reading, day)
        || await IsReviewer(session, round, cycle, person, day);

    private static async Task<bool> IsReviewer(Session session, ReviewOpened round, Cycle cycle, Guid person, DateOnly day)
    {
        foreach (var stage in cycle.Chain)
            if ((await Reviewers.Of(session, stage, round.Unit, round.Authors, day)).Any(r => r.Person == person))
                return true;
        return false;
    }
}
