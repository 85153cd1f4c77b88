using Microsoft.AspNetCore.Http;

namespace PartyReport.Gateway;

/// <summary>What a browser may do with our pages: nothing but show them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": under it a browser calls the origin of our own forms null, and they would count as another site's.
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(context);
    }
}
