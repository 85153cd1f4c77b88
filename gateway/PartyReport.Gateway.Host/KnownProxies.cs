using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using PartyReport.Hosting;
using IPNetwork = System.Net.IPNetwork;

namespace PartyReport.Gateway.Host;

/// <summary>Proxies in front of the gateway that are believed about who asks and whether by TLS. Nobody else is.</summary>
internal sealed record KnownProxies(IReadOnlyList<IPNetwork> Networks)
{
    public bool Any => Networks is not [];

    public static KnownProxies Of(IConfiguration config, SettingsReader reader)
    {
        reader.NoOthers("Proxies", "Known");
        var networks = new List<IPNetwork>();
        foreach (var part in (config["Proxies:Known"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(part, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else reader.Add($"Proxies:Known: {part} is neither an address nor a network, for example 10.0.0.1 or 10.0.0.0/24.");
        }
        return new KnownProxies(networks);
    }

    /// <summary>Believes them, and refuses what did not come to them by TLS.</summary>
    public void Use(IApplicationBuilder app)
    {
        if (!Any) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in Networks) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
        app.Use((context, next) => context.Request.IsHttps || IsHere(context)
            ? next(context)
            : Refusal.Malformed("request.not-encrypted", "Come by https.").ToProblem().ExecuteAsync(context));
    }

    private static bool IsHere(HttpContext context) => context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
}
