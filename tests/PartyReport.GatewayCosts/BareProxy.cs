using Yarp.ReverseProxy.Configuration;

namespace PartyReport.GatewayCosts;

/// <summary>The anchor: a proxy with one route and its default settings.</summary>
internal static class BareProxy
{
    public static Task Run(int port, int services)
    {
        var builder = Servers.Quiet(port);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "one", Match = new RouteMatch { Path = "/{**rest}" } }],
            [new ClusterConfig { ClusterId = "one", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = Servers.Address(services) } } }]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app.RunAsync();
    }
}
