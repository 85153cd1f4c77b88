using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>The only door: who somebody is, and a token for the service that they go to.</summary>
public static class GatewaySetup
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);

    /// <summary>Sessions, policies and the mint.</summary>
    /// <param name="folder">Data folder; keeps the keys of the sessions, so that they outlive a restart.</param>
    /// <param name="mint">Signs the tokens; the services must know its public key.</param>
    /// <param name="demo">Whether the accounts of the demo county may be chosen without a password, on the loopback address.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, string folder, Func<IServiceProvider, TokenMint> mint, bool demo)
    {
        services.AddDataProtection().SetApplicationName("partyreport").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "session-keys")));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Session);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Open, p => p.RequireAssertion(_ => true));
        return services.AddWeb().AddSingleton(provider => new TokenCache(mint(provider), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(new DemoSignIn(demo));
    }

    /// <summary>The pipeline in front of everything that is routed.</summary>
    public static IApplicationBuilder UseGateway(this IApplicationBuilder app) => app
        .UseRouting()
        .UseMiddleware<SecurityHeaders>()
        .UseMiddleware<CrossSiteGuard>()
        .UseAuthentication()
        .UseAuthorization()
        .UseMiddleware<TokenMiddleware>();

    /// <summary>The pages: those to sign in and out, and those of the product.</summary>
    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").RequireAuthorization(Policies.Open);
        SignInPage.Map(open.MapGroup("").WithMetadata(new WebPage()).ExcludeFromDescription());
        open.MapOpenWeb();
        routes.MapGroup("").RequireAuthorization(Policies.SignedIn).MapWeb();
    }

    private static void Session(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "__Host-partyreport";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = SessionLife;
        cookie.SlidingExpiration = false;
        cookie.Events.OnRedirectToLogin = NotSignedIn;
        cookie.Events.OnRedirectToAccessDenied = NotSignedIn;
    }

    // A program gets an answer that it understands, a person the page to sign in.
    private static Task NotSignedIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
            return new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.").ToProblem().ExecuteAsync(context.HttpContext);
        context.Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }
}
