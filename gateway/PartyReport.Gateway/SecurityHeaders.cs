using Microsoft.AspNetCore.Http;

namespace PartyReport.Gateway;

/// <summary>What a browser may do with our pages: nothing but show them.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // With "no-referrer" a browser sends our own forms with the origin "null", and they would be refused as another site's.
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(context);
    }
}
