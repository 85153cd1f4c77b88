using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Gateway;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>What a program answers to.</summary>
/// <param name="Name">Of a service's endpoint its name, of a page method and pattern.</param>
/// <param name="OfModule">It is a service's.</param>
/// <param name="Action">What it does, in the words of the rules; null for pages.</param>
/// <param name="SignedIn">Only for people with a session.</param>
internal sealed record Route(string Name, bool OfModule, string? Action, bool SignedIn)
{
    /// <summary>Every route of a program that has started.</summary>
    public static IReadOnlyList<Route> Of(IServiceProvider program) =>
    [
        .. from source in program.GetServices<EndpointDataSource>()
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           select Of(endpoint),
    ];

    private static Route Of(RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var only, ..] ? only : "GET";
        return new(
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}",
            endpoint.Metadata.GetMetadata<ModuleName>() is not null,
            endpoint.Metadata.GetMetadata<EndpointAction>()?.Action,
            endpoint.Metadata.OfType<IAuthorizeData>().Any(a => a.Policy == Policies.SignedIn));
    }
}
