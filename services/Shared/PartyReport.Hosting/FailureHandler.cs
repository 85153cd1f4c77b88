using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Turns what was thrown into an answer: a bad request names its place, an outage asks to come again, a bug is logged once.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var refusal = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                Refusal.TooLarge("request.too-large", "The body is larger than this address accepts."),
            BadHttpRequestException bad => new Refusal(bad.StatusCode, "request.malformed", Place(bad)),
            LostRaceException => Refusal.Conflict("request.busy", "Others keep changing this object. Read it again and repeat."),
            _ when StorageFaults.IsOutage(exception) => Outage(httpContext, exception),
            _ => null,
        };
        if (refusal is null) return false;
        await refusal.ToProblem().ExecuteAsync(httpContext);
        return true;
    }

    private static string Place(BadHttpRequestException bad) =>
        bad.InnerException is JsonException json ? $"{json.Path ?? "$"}: {json.Message}" : bad.Message;

    private Refusal Outage(HttpContext context, Exception exception)
    {
        LogOutage(exception);
        context.Response.Headers.RetryAfter = "5";
        return new Refusal(StatusCodes.Status503ServiceUnavailable, "storage.unavailable",
            "The database cannot be written or read just now; nothing was changed. Repeat with the same Idempotency-Key.");
    }

    [LoggerMessage(20, LogLevel.Error, "The database failed. Free disk space, mend the disk or start the server; when its log was restored, do as the error says.")]
    private partial void LogOutage(Exception exception);
}
