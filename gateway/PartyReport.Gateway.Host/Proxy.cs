using PartyReport.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace PartyReport.Gateway.Host;

/// <summary>The routes to the five services.</summary>
internal static class Proxy
{
    /// <summary>One route an address; each names its policy.</summary>
    public static readonly IReadOnlyList<RouteConfig> Routes =
    [
        .. from route in Gateway.Routes.Modules
           select new RouteConfig
           {
               RouteId = route.Key, ClusterId = route.Value, AuthorizationPolicy = Policies.SignedIn,
               Match = new RouteMatch { Path = route.Key + "/{**rest}" },
           },
    ];

    public static IReadOnlyList<ClusterConfig> Clusters(Settings settings) =>
    [
        .. from service in settings.Services
           select new ClusterConfig
           {
               ClusterId = service.Key,
               HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(30) },
               Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = service.Value.ToString() } },
           },
    ];

    /// <summary>Nothing about the caller but the token goes to a service.</summary>
    public static void Transforms(TransformBuilderContext context) => context.AddXForwarded(ForwardedTransformActions.Remove);

    /// <summary>A service that cannot be reached is an outage: the client is told to come again, with the same key.</summary>
    public static async Task TellOutage(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is null && context.Response.StatusCode != StatusCodes.Status503ServiceUnavailable
            || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;
        context.Response.Clear();
        context.Response.Headers.RetryAfter = "1";
        await new Refusal(StatusCodes.Status503ServiceUnavailable, "service.unavailable",
            "A service is not there at the moment. Try again in a few seconds; nothing is done twice.").ToProblem().ExecuteAsync(context);
    }
}
