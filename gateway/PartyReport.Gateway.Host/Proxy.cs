using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace PartyReport.Gateway.Host;

/// <summary>The routes to the five services.</summary>
internal static class Proxy
{
    public const long MaxBody = 2 * 1024 * 1024;

    // Files of a whole city.
    private const long MaxImport = 64 * 1024 * 1024;

    /// <summary>What a running request may take when the process is told to stop.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    // Whoever sends slower than this holds a connection for nothing. Headers have ten seconds, a body comes at 240 bytes a second at least.
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One route an address; each names its policy.</summary>
    public static readonly IReadOnlyList<RouteConfig> Routes =
    [
        .. from route in Gateway.Routes.Modules
           select new RouteConfig
           {
               RouteId = route.Key, ClusterId = route.Value, AuthorizationPolicy = Policies.SignedIn,
               Match = new RouteMatch { Path = route.Key + "/{**rest}" }, MaxRequestBodySize = route.Key == "/api/directory" ? MaxImport : MaxBody,
           },
    ];

    public static IReadOnlyList<ClusterConfig> Clusters(Settings settings) =>
    [
        .. from service in settings.Services
           select new ClusterConfig
           {
               ClusterId = service.Key,
               HttpRequest = new ForwarderRequestConfig { ActivityTimeout = Patience },
               Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = service.Value.ToString() } },
           },
    ];

    /// <summary>Nothing about the caller but the token goes to a service.</summary>
    public static void Transforms(TransformBuilderContext context) => context.AddXForwarded(ForwardedTransformActions.Remove);
}
