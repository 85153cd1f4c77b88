using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.Problems;

/// <summary>A browser that opens a page gets a page also when something is wrong; programs get the problem document.</summary>
internal sealed class ProblemPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => WantsPage(context.HttpContext.Request);

    /// <summary>Whether a browser asks for a page.</summary>
    public static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, told) = (context.HttpContext, context.ProblemDetails);
        var status = told.Status ?? http.Response.StatusCode;
        var code = told.Extensions.TryGetValue("code", out var known) ? known?.ToString() ?? "" : "";
        var visit = new Visit(http);
        // What passes by itself: what was typed is sent again.
        var typed = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? await visit.Typed() : null;
        var page = await visit.Refused(new Problem(code, status, told.Detail ?? ""), typed);
        await page.ExecuteAsync(http);
    }
}
