using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>The only door: who somebody is, and a token for the service that they go to.</summary>
public static class GatewaySetup
{
    /// <summary>Sessions, policies and the mint.</summary>
    /// <param name="folder">Data folder; keeps the keys of the pages' forms, so that they outlive a restart.</param>
    /// <param name="mint">Signs the tokens; the services must know its public key.</param>
    /// <param name="demo">Whether the accounts of the demo county may be chosen without a password, on the loopback address.</param>
    /// <param name="requestsPerSecond">Of one session; 0: no limit.</param>
    /// <param name="directory">Leads to the directory, which owns the sessions.</param>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, string folder, Func<IServiceProvider, TokenMint> mint, bool demo, Func<IServiceProvider, HttpClient> directory,
        int requestsPerSecond = 200)
    {
        services.AddDataProtection().SetApplicationName("partyreport").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "session-keys")));
        services.AddAuthentication(SessionHandler.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Scheme, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Open, p => p.RequireAssertion(_ => true));
        services.AddRateLimiter(limits => Limits.Configure(limits, requestsPerSecond));
        return services.AddSingleton(mint)
            .AddSingleton(provider => new DirectoryClient(directory(provider), provider.GetRequiredService<TokenMint>()))
            .AddSingleton<SessionBook>().AddSingleton<TokenCache>().AddHostedService<SessionFeed>()
            .AddSingleton(new DemoSignIn(demo));
    }

    /// <summary>The pipeline in front of everything that is routed.</summary>
    public static IApplicationBuilder UseGateway(this IApplicationBuilder app) => app
        .UseMiddleware<SecurityHeaders>()
        .UseMiddleware<AddressGuard>()
        .UseRouting()
        .UseMiddleware<CrossSiteGuard>()
        .UseAuthentication()
        .UseRateLimiter()
        .UseAuthorization()
        .UseMiddleware<TokenMiddleware>();

    /// <summary>The gateway's own pages.</summary>
    /// <param name="apiPage">Address of a page about the API to lead to; null where there is none.</param>
    public static void MapGateway(this IEndpointRouteBuilder routes, string? apiPage = null)
    {
        var pages = routes.MapGroup("").RequireAuthorization(Policies.Open).ExcludeFromDescription();
        pages.AddEndpointFilter(Away);
        SignInPage.Map(pages);
        SignInForm.Map(pages);
        PasswordPage.Map(pages);
        FrontPage.Map(pages, apiPage);
        PublicKeys.Map(pages);
        EventStream.Map(routes.MapGroup("").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription());
    }

    private static async ValueTask<object?> Away(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (HttpRequestException)
        {
            return TokenMiddleware.Away.ToProblem();
        }
    }
}
