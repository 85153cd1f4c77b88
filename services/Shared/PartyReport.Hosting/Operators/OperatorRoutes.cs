using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Hosting;

/// <summary>What an operator sees and does at a service; the same for every service.</summary>
public static class OperatorRoutes
{
    /// <summary>Maps <c>/api/operations/{module}</c>.</summary>
    public static void MapOperators(this IEndpointRouteBuilder routes, string module)
    {
        var desk = new OperatorDesk(module);
        var operations = routes.MapModule(module, $"/api/operations/{module}");
        operations.ProducesProblem(StatusCodes.Status403Forbidden);
        GetEventing.Map(operations, desk);
        GetBlocked.Map(operations, desk);
        GetAccess.Map(operations, desk);
        RetryStream.Map(operations, desk);
        SkipEvent.Map(operations, desk);
        ReplaySubscription.Map(operations, desk);
    }
}
