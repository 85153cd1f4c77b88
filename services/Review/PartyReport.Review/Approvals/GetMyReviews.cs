using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Reports that wait for the actor, longest first.</summary>
internal static class GetMyReviews
{
    public const int Most = 200;

    // Climbs from each reporting unit to the post's unit: a few steps by primary key, however wide the tree.
    private const string Candidates =
        """
        select o.report from open_stage o
        where o.role = @Role and (
            (o.relation = @own and o.unit = @Unit)
            or (o.relation = @named and o.named_unit = @Unit)
            or (o.relation = @above and exists (
                with recursive above(id) as (
                    select u.parent from organisation_unit u where u.id = o.unit
                    union
                    select u.parent from organisation_unit u join above a on u.id = a.id)
                select 1 from above where id = @Unit)))
        order by o.opened_at, o.report
        """;

    public static void Map(IEndpointRouteBuilder reviews) => reviews
        .MapGet("/", Handle).WithName("GetMyReviews").Does(Actions.ReviewList).Produces<IReadOnlyList<ReviewView>>();

    private static Task<IResult> Handle(Actor actor, Access access, ReviewStore store, TimeProvider clock) => store.Read(async session =>
    {
        if (!(await access.May(session, Actions.ReviewList)).Allowed) return GetReview.NotYours.ToProblem();
        var day = Day.Of(clock.GetUtcNow());
        var waiting = new List<ReviewView>();
        foreach (var report in await Reports(session, actor.Person, day))
        {
            if (waiting.Count == Most) break;
            if (await Waiting(session, store, report, actor.Person, day) is { } view) waiting.Add(view);
        }
        return Results.Ok(waiting);
    });

    private static async Task<List<Guid>> Reports(Session session, Guid person, DateOnly day)
    {
        var reports = new List<Guid>();
        foreach (var post in await OrganisationReplica.PostsOf(session, person, day))
            reports.AddRange(await session.Query<Guid>(Candidates, new
            {
                post.Role, post.Unit, own = StageRelations.Own, named = StageRelations.Named, above = StageRelations.Above,
            }));
        return [.. reports.Distinct()];
    }

    // A candidate may belong to a nearer unit that has a holder of the role, or to the person's own report.
    private static async Task<ReviewView?> Waiting(Session session, ReviewStore store, Guid report, Guid person, DateOnly day)
    {
        var review = await store.Load(session, report);
        var round = review.State.Round!;
        var view = await GetReview.View(session, review, round, await Cycle.Load(session, round.Cycle), day);
        return view.Waiting.Any(r => r.Person == person) ? view : null;
    }
}
