using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Cycles;

/// <summary>A cycle: what it asks for, until when, and who reviews. Everybody with a post may read it.</summary>
internal static class GetCycle
{
    public static void Map(IEndpointRouteBuilder cycles) => cycles.MapGet("/{id:guid}", Handle).WithName("GetCycle").Does(Actions.CycleRead)
        .Produces<CycleView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(Guid id, Access access, CycleStore store)
    {
        var (cycle, may) = await store.Read(async s => (
            await CycleStore.Find(s, id), await access.May(s, Actions.CycleRead)));
        if (!may.Allowed) return Refusal.Forbidden("cycle.not-yours", "Only holders of a post read cycles.").ToProblem();
        return cycle is null ? Refusal.NotFound("cycle.unknown", "There is no such cycle.").ToProblem() : TypedResults.Ok(cycle);
    }
}
