using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>
/// How much one may ask: so many requests a second of one session; and sign-ins of one address, which only become slower, because a whole
/// county may sit behind one.
/// </summary>
internal static class Limits
{
    private const int Burst = 10, SignInsPerSecond = 20, SignInsWaiting = 500;

    public static Refusal TooMany =>
        new Refusal(StatusCodes.Status429TooManyRequests, "request.too-many", "Too many requests at once. Try again in a second.");

    /// <param name="perSecond">Requests a second of one session; 0: no limit.</param>
    public static void Configure(RateLimiterOptions limits, int perSecond) => Configure(limits, context => Partition(context, perSecond));

    /// <summary>Answers of the provider, which are taken before it is known who somebody is: by address, as sign-ins are.</summary>
    public static RateLimiterOptions Answers()
    {
        var limits = new RateLimiterOptions();
        Configure(limits, SignIns);
        return limits;
    }

    private static void Configure(RateLimiterOptions limits, Func<HttpContext, RateLimitPartition<string>> partition)
    {
        limits.GlobalLimiter = PartitionedRateLimiter.Create(partition);
        limits.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await TooMany.ToProblem().ExecuteAsync(rejected.HttpContext);
        };
    }

    private static RateLimitPartition<string> SignIns(HttpContext context) => RateLimitPartition.GetTokenBucketLimiter(
        "sign-in " + (context.Connection.RemoteIpAddress is { } address ? Guesses.Network(address) : null), _ => Bucket(SignInsPerSecond, 1, SignInsWaiting));

    private static RateLimitPartition<string> Partition(HttpContext context, int perSecond)
    {
        if (context.Features.Get<InProcessCall>() is not null) return RateLimitPartition.GetNoLimiter("");
        // By the route and not by its address, which has more than one spelling.
        if (context.GetEndpoint()?.Metadata.GetMetadata<LimitedByAddress>() is not null) return SignIns(context);
        return perSecond > 0 && SessionIdentity.Of(context.User) is { } session
            ? RateLimitPartition.GetTokenBucketLimiter(session.Name, _ => Bucket(perSecond, Burst, 0))
            : RateLimitPartition.GetNoLimiter("");
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int seconds, int waiting) => new()
    {
        TokenLimit = perSecond * seconds, TokensPerPeriod = Math.Max(1, perSecond / 10), ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}

/// <summary>Endpoint metadata: asked before it is known who somebody is, so limited by address.</summary>
internal sealed class LimitedByAddress;
