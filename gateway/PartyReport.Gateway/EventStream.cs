using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>
/// Server-sent events of a session, so far a heartbeat. The stream closes when the session ends, or when nobody can say whether it did. An
/// open stream is no use of the session.
/// </summary>
internal static class EventStream
{
    public const string Address = "/api/stream";
    private const int HeartbeatEvery = 15, SilentAtMost = 5;
    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, Handle);

    private static async Task Handle(HttpContext context, SessionBook book, TimeProvider clock)
    {
        if (SessionIdentity.Of(context.User) is not { State: { MustChangePassword: false, Scopes: null } } session)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (!session.OpenStream())
        {
            context.Response.Headers.RetryAfter = "1";
            await Limits.TooMany.ToProblem().ExecuteAsync(context);
            return;
        }
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, session.Ended);
        try
        {
            await Beat(context.Response, session, book, clock, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The session ended or the reader left.
        }
        finally
        {
            session.CloseStream();
        }
    }

    private static async Task Beat(HttpResponse response, HeldSession session, SessionBook book, TimeProvider clock, CancellationToken over)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var silent = 0;
        for (var second = 0; session.IsGood(clock.GetUtcNow()) && silent < SilentAtMost; second++)
        {
            if (second % HeartbeatEvery == 0)
            {
                await response.Body.WriteAsync(Heartbeat, over);
                await response.Body.FlushAsync(over);
            }
            await timer.WaitForNextTickAsync(over);
            silent = book.IsFresh ? 0 : silent + 1;
        }
    }
}
