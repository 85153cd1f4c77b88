using Microsoft.AspNetCore.Http;

namespace PartyReport.Web;

/// <summary>What a browser may do with a page: show it with our style sheet, and send its forms back to us. Nothing is kept.</summary>
internal static class Headers
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Write(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers.Vary = "Accept-Language, Cookie";
    }
}
