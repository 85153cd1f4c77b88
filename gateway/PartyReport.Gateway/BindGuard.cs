using System.Net;

namespace PartyReport.Gateway;

/// <summary>Outside loopback the gateway speaks TLS only: browsers drop the session cookie on plain http, and others could read it.</summary>
public static class BindGuard
{
    /// <summary>Addresses, separated by <c>;</c>, that must not be served in plain text.</summary>
    public static IReadOnlyList<string> Refused(string? addresses) =>
        [.. (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(a => !IsAllowed(a))];

    private static bool IsAllowed(string address)
    {
        if (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return true;
        return Uri.TryCreate(address.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
