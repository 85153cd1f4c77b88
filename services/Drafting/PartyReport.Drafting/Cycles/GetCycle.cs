using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Cycles;

/// <summary>A cycle: what it asks for, until when, and who reviews. Everybody with a post may read it.</summary>
internal static class GetCycle
{
    public static void Map(IEndpointRouteBuilder cycles) => cycles.MapGet("/{id:guid}", Handle).WithName("GetCycle")
        .Produces<CycleView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(Guid id, Actor actor, CycleStore store, TimeProvider clock)
    {
        var (cycle, posts) = await store.Read(async s => (
            await CycleStore.Find(s, id), await OrganisationReplica.PostsOf(s, actor.Person, Day.Of(clock.GetUtcNow()))));
        if (posts.Count == 0) return Refusal.Forbidden("cycle.not-yours", "Only holders of a post read cycles.").ToProblem();
        return cycle is null ? Refusal.NotFound("cycle.unknown", "There is no such cycle.").ToProblem() : TypedResults.Ok(cycle);
    }
}
