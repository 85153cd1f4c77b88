using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>
/// An address has one spelling. Empty parts, dots that lead upwards, and encoded slashes, dots and percent signs mean one thing to us and
/// perhaps another to a service, so they are refused before anything is decided about them.
/// </summary>
internal sealed class AddressGuard(RequestDelegate next)
{
    private static readonly string[] Encoded = ["%2f", "%5c", "%2e", "%25", "%00"];

    public Task InvokeAsync(HttpContext context) => IsPlain(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "")
        ? next(context)
        : Refusal.Malformed("request.address-malformed", "This address is spelt in a way that is not accepted.").ToProblem().ExecuteAsync(context);

    /// <summary>Whether a request's target, as it was sent, has the one spelling.</summary>
    public static bool IsPlain(string target)
    {
        var path = target.AsSpan(0, target.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? query : target.Length);
        if (path.IndexOf('\\') >= 0 || path.IndexOf("//", StringComparison.Ordinal) >= 0 || path.IndexOf("/./", StringComparison.Ordinal) >= 0
            || path.IndexOf("/../", StringComparison.Ordinal) >= 0 || path.EndsWith("/.", StringComparison.Ordinal)
            || path.EndsWith("/..", StringComparison.Ordinal)) return false;
        if (path.IndexOf('%') < 0) return true;
        foreach (var encoded in Encoded)
            if (path.Contains(encoded, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }
}
