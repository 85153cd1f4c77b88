using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Registry;
using Polly.Timeout;
using Yarp.ReverseProxy.Forwarder;

namespace PartyReport.Gateway.Host;

/// <summary>
/// Each service has its own pipeline, named after it: a time limit, one more attempt at what only reads, and a breaker, so that a service that
/// is away costs nobody a wait. What the pipelines do is in telemetry, under the meter <c>Polly</c>.
/// </summary>
internal static class Resilience
{
    private const int LeastRequests = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Sampled = TimeSpan.FromSeconds(10), Broken = TimeSpan.FromSeconds(2);

    public static string NameOf(string service) => "gateway-" + service;

    public static IServiceCollection AddResilience(this IServiceCollection services, IEnumerable<string> names)
    {
        foreach (var name in names)
            services.AddResiliencePipeline<string, HttpResponseMessage>(NameOf(name), pipeline => pipeline
                .AddRetry(new HttpRetryStrategyOptions
                {
                    Name = "retry", MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(50), UseJitter = true, BackoffType = DelayBackoffType.Constant,
                    ShouldHandle = attempt => ValueTask.FromResult(IsAway(attempt.Outcome) && OnlyReads(attempt.Context)),
                })
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    Name = "breaker", FailureRatio = 0.5, MinimumThroughput = LeastRequests, SamplingDuration = Sampled, BreakDuration = Broken,
                    ShouldHandle = attempt => ValueTask.FromResult(IsAway(attempt.Outcome)),
                })
                .AddTimeout(new HttpTimeoutStrategyOptions { Name = "timeout", Timeout = Patience }));
        return services.AddSingleton<IForwarderHttpClientFactory, Forwarders>();
    }

    /// <summary>The gateway's own way to the provider of sign-ins.</summary>
    public static void AddProvider(IServiceCollection services) => services.AddOptions<OpenIdConnectOptions>(SignInProvider.Scheme)
        .Configure<IServiceProvider>((options, provider) => options.BackchannelHttpHandler = To(provider, SignInProvider.Scheme));

    /// <summary>The gateway's own way to the directory.</summary>
    public static HttpClient Directory(IServiceProvider services, Settings settings) => new(To(services, "directory"))
    {
        BaseAddress = settings.Services["directory"], Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>The way to a service that the gateway asks itself, over the same pipeline as what it passes on.</summary>
    public static HttpMessageHandler To(IServiceProvider services, string name) => new Outage
    {
        InnerHandler = new ResilienceHandler(
            services.GetRequiredService<ResiliencePipelineProvider<string>>().GetPipeline<HttpResponseMessage>(NameOf(name)))
        {
            InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) },
        },
    };

    // What a service answered, whatever it is, it answered.
    private static bool IsAway(Outcome<HttpResponseMessage> outcome) => outcome.Exception is HttpRequestException or TimeoutRejectedException;

    // A body is read once, and what changes something is the caller's to repeat, under the same key.
    private static bool OnlyReads(ResilienceContext context) =>
        context.GetRequestMessage() is { Content: null } request && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head);

    /// <summary>Says of a request that was not even tried what is said of one that failed.</summary>
    private sealed class Outage : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (ExecutionRejectedException e)
            {
                throw new HttpRequestException(e.Message, e);
            }
        }
    }

    private sealed class Forwarders(ResiliencePipelineProvider<string> pipelines, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
    {
        protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
            new ResilienceHandler(pipelines.GetPipeline<HttpResponseMessage>(NameOf(context.ClusterId))) { InnerHandler = handler };
    }
}
