using System.Net;
using Microsoft.Extensions.Configuration;

namespace PartyReport.Gateway;

/// <summary>
/// Outside loopback the gateway speaks TLS only: browsers drop the session cookie on plain http, and others could read it.
/// Accounts without a password are for this machine alone, with or without TLS.
/// </summary>
public static class BindGuard
{
    /// <summary>What is wrong with the addresses that the settings name, wherever they name them.</summary>
    /// <param name="demo">Whether demo accounts may be chosen.</param>
    /// <param name="proxied">Whether a named proxy ends TLS in front; what comes past it in plain http is refused.</param>
    public static IReadOnlyList<string> Faults(IConfiguration config, bool demo, bool proxied = false) =>
        [.. Addresses(config).Where(a => !IsLoopback(a)).Select(a => Fault(a, demo, proxied)).OfType<string>()];

    /// <summary>Every address that Kestrel would listen on: its own section, and <c>urls</c> or else the ports.</summary>
    public static IEnumerable<string> Addresses(IConfiguration config) =>
    [
        .. config.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? ""),
        .. config["urls"] is { Length: > 0 } urls
            ? Parts(urls)
            : [.. Parts(config["http_ports"]).Select(p => $"http://*:{p}"), .. Parts(config["https_ports"]).Select(p => $"https://*:{p}")],
    ];

    /// <summary>Whether an address is served by TLS.</summary>
    public static bool IsHttps(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string? Fault(string address, bool demo, bool proxied) => (IsHttps(address) || proxied, demo) switch
    {
        (false, _) => $"{address}: outside loopback the gateway serves https only. Give it a certificate, an address of this machine, or the proxy in front (Proxies:Known).",
        (true, true) => $"Demo:County: accounts without a password are for an address of this machine only, not for {address}.",
        _ => null,
    };

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static string[] Parts(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
