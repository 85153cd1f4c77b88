using Microsoft.AspNetCore.Http;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>
/// Refuses changes that another site's page makes a browser send. A form of a page comes with at least one of the two headers, as every
/// browser sends it. Programs send neither to the API; a change there needs an <c>Idempotency-Key</c>, which no foreign page can add
/// without being asked first.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || OwnSite(request) && OwnOrigin(request) && !(IsForm(context) && SaysNothing(request)))
            return next(context);
        return Refusal.Forbidden("request.cross-site", "This request comes from another site.").ToProblem().ExecuteAsync(context);
    }

    private static bool IsForm(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<WebPage>() is not null;

    private static bool SaysNothing(HttpRequest request) => request.Headers["Sec-Fetch-Site"].Count == 0 && request.Headers.Origin.Count == 0;

    private static bool OwnSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static bool OwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
}
