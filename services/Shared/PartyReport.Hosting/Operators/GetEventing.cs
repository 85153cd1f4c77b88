using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Hosting;

/// <summary>How far the events of a service have come, and what wants an operator.</summary>
internal static class GetEventing
{
    /// <summary>One more than are counted, so that there being more shows.</summary>
    private const int Most = 10_001;

    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapGet("/", (Actor actor, IServiceProvider services, TimeProvider clock) => Handle(desk, actor, services, clock))
        .WithName(desk.Name(nameof(GetEventing))).Produces<EventingView>();

    private static async Task<IResult> Handle(OperatorDesk desk, Actor actor, IServiceProvider services, TimeProvider clock)
    {
        var eventing = desk.Eventing(services);
        return await eventing.Log.Read(s => desk.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow()))) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await eventing.Look(Most));
    }
}
