using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Hosting;

/// <summary>Two questions that anybody may ask: does the process run, and may it get requests.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        health.MapGet("/live", () => Results.Ok(new { live = true }));
        health.MapGet("/ready", async (Readiness readiness, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return await readiness.Fault() is { } reason
                ? Results.Json(new { ready = false, reason }, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Ok(new { ready = true });
        });
    }
}
