using Microsoft.AspNetCore.Http;

namespace PartyReport.Gateway;

/// <summary>What a browser may do with our answers: nothing but show them. A page that needs more says so itself.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The page about the API has scripts; all of them come from here, and those within the page carry its nonce.
    private const string ApiPage =
        "default-src 'none'; script-src 'self'{0}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an outage clears what was set before.
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // With "no-referrer" a browser sends our own forms with the origin "null", and they would be refused as another site's.
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(Hosting.HostingSetup.ApiPage) ? ForApiPage(context) : Nothing;
        if (context.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static string ForApiPage(HttpContext context) => ApiPage.Replace(
        "{0}", context.Items[Hosting.HostingSetup.ScriptNonce] is string nonce ? $" 'nonce-{nonce}'" : "", StringComparison.Ordinal);
}
