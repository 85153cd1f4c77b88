using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>What an operator sees and does at a service; the same for every service.</summary>
public static class OperatorRoutes
{
    /// <summary>Maps <c>/api/operations/{module}</c>.</summary>
    /// <param name="roles">Roles that a person holds on a day; absent: from the service's replica of the directory.</param>
    public static void MapOperators(
        this IEndpointRouteBuilder routes, string module, Func<Session, Guid, DateOnly, Task<IReadOnlyCollection<string>>>? roles = null)
    {
        var desk = new OperatorDesk(module, roles ?? RolesOfReplica);
        var operations = routes.MapModule(module, $"/api/operations/{module}");
        operations.ProducesProblem(StatusCodes.Status403Forbidden);
        GetEventing.Map(operations, desk);
        GetBlocked.Map(operations, desk);
        RetryStream.Map(operations, desk);
        SkipEvent.Map(operations, desk);
        ReplaySubscription.Map(operations, desk);
    }

    private static async Task<IReadOnlyCollection<string>> RolesOfReplica(Session session, Guid person, DateOnly day) =>
        [.. (await OrganisationReplica.PostsOf(session, person, day)).Select(p => p.Role)];
}
