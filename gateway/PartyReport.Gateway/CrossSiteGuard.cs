using Microsoft.AspNetCore.Http;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>
/// Refuses changes that another site's page makes a browser send. Programs send neither header; a change over the API needs
/// an <c>Idempotency-Key</c> as well, which no foreign page can add without being asked first.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || OwnSite(request) && OwnOrigin(request)) return next(context);
        return Refusal.Forbidden("request.cross-site", "This request comes from another site.").ToProblem().ExecuteAsync(context);
    }

    private static bool OwnSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static bool OwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
}
