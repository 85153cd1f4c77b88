using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.Problems;

/// <summary>A browser that opens a page gets a page also when something is wrong; programs get the problem document.</summary>
internal sealed class ProblemPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, told) = (context.HttpContext, context.ProblemDetails);
        var status = told.Status ?? http.Response.StatusCode;
        var code = told.Extensions.TryGetValue("code", out var known) ? known?.ToString() ?? "" : "";
        var page = await new Visit(http).Refused(new Problem(code, status, told.Detail ?? ""));
        await page.ExecuteAsync(http);
    }
}
