using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PartyReport.Hosting;

/// <summary>How long requests in flight may take once the process is told to stop.</summary>
internal static class RequestPatience
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends what still runs after that time, so that the background has time left to stop in order.</summary>
    public static void UseRequestPatience(this WebApplication app)
    {
        var over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, app.Services.GetRequiredService<TimeProvider>());
        app.Lifetime.ApplicationStopping.Register(() => over.CancelAfter(Patience));
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                // Left alone and not only cancelled: what hangs in a driver does not hear of a cancellation.
                await next(context).WaitAsync(over.Token);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                context.Abort();
            }
        });
    }
}
