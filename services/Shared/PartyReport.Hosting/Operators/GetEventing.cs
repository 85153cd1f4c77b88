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
        .MapGet("/", (Access access, IServiceProvider services) => Handle(desk, access, services))
        .WithName(desk.Name(nameof(GetEventing))).Does(Actions.OperationsRead).Produces<EventingView>();

    private static async Task<IResult> Handle(OperatorDesk desk, Access access, IServiceProvider services)
    {
        var eventing = desk.Eventing(services);
        return await eventing.Log.Read(s => OperatorDesk.MayNotRead(s, access)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await eventing.Look(Most));
    }
}
