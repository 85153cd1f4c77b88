using System.Collections.Concurrent;
using PartyReport.Hosting;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace PartyReport.Gateway.Host;

/// <summary>
/// A service that cannot be reached is an outage: the client is told to come again, with the same key, and the log is told
/// once. What the caller did wrong is said to be that.
/// </summary>
internal sealed partial class Outages(RequestDelegate next, ILogger<Outages> logger)
{
    private readonly ConcurrentDictionary<string, bool> _away = new();

    public async Task InvokeAsync(HttpContext context)
    {
        // Before a service is bothered; a body of unknown length is cut while it is sent on.
        if (context.Request.ContentLength > context.GetReverseProxyFeature().Route.Config.MaxRequestBodySize)
        {
            await TooLarge.ToProblem().ExecuteAsync(context);
            return;
        }
        await next(context);
        var error = context.Features.Get<IForwarderErrorFeature>();
        if (error is null)
        {
            if (!_away.IsEmpty && _away.TryRemove(Service(context), out _)) LogBack(Service(context));
            return;
        }
        if (context.RequestAborted.IsCancellationRequested) return;
        var answer = ByCaller(error.Exception) ?? Away(context, error);
        if (context.Response.HasStarted) return;
        context.Response.Clear();
        if (answer.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        await answer.ToProblem().ExecuteAsync(context);
    }

    private static Refusal TooLarge => Refusal.TooLarge("request.too-large", "The body is larger than 2 MiB, or 64 MiB for a file of the directory.");

    // The proxy hands on what reading the body threw, inside of others.
    private static Refusal? ByCaller(Exception? exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge,
        BadHttpRequestException bad => new Refusal(bad.StatusCode, "request.malformed", bad.Message),
        AggregateException several => several.InnerExceptions.Select(ByCaller).FirstOrDefault(r => r is not null),
        _ => exception is null ? null : ByCaller(exception.InnerException),
    };

    private Refusal Away(HttpContext context, IForwarderErrorFeature error)
    {
        if (_away.TryAdd(Service(context), true)) LogAway(Service(context), error.Error, error.Exception?.GetBaseException().Message);
        return new Refusal(StatusCodes.Status503ServiceUnavailable, "service.unavailable",
            "A service is not there at the moment. Try again in a few seconds; nothing is done twice.");
    }

    private static string Service(HttpContext context) => context.Features.Get<IReverseProxyFeature>()!.Cluster.Config.ClusterId;

    [LoggerMessage(80, LogLevel.Error, "The service {Service} cannot be reached; it is asked again with every request. {Error}: {Reason}")]
    private partial void LogAway(string service, ForwarderError error, string? reason);

    [LoggerMessage(81, LogLevel.Information, "The service {Service} answers again.")]
    private partial void LogBack(string service);
}
