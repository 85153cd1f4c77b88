using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PartyReport.Hosting;

/// <summary>What an endpoint does, in the words of the rules.</summary>
public sealed record EndpointAction(string Action);

/// <summary>Says it.</summary>
public static class EndpointActions
{
    /// <summary>Names the action of an endpoint. An endpoint of a module that names none does not start.</summary>
    public static RouteHandlerBuilder Does(this RouteHandlerBuilder endpoint, string action) =>
        endpoint.WithMetadata(new EndpointAction(action)).ProducesProblem(StatusCodes.Status403Forbidden);
}
