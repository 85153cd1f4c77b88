using Microsoft.AspNetCore.Authentication;
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
    /// <summary>Sessions, policies and the mint.</summary>
    /// <param name="folder">Data folder; keeps the keys of the pages' forms, so that they outlive a restart.</param>
    /// <param name="mint">Signs the tokens; the services must know its public key.</param>
    /// <param name="demo">Whether the accounts of the demo county may be chosen without a password, on the loopback address.</param>
    /// <param name="requestsPerSecond">Of one session; 0: no limit.</param>
    /// <param name="provider">Where people sign in as well; null: nowhere else.</param>
    /// <param name="directory">Leads to the directory, which owns the sessions.</param>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, string folder, Func<IServiceProvider, TokenMint> mint, bool demo, Func<IServiceProvider, HttpClient> directory,
        int requestsPerSecond = 200, SignInProvider? provider = null)
    {
        services.AddDataProtection().SetApplicationName("partyreport").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, "session-keys")));
        services.AddAuthentication(SessionHandler.Scheme).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Scheme, null);
        if (provider is not null) ProviderSetup.Add(services, provider);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, p => p.RequireAuthenticatedUser())
            .AddPolicy(Policies.Open, p => p.RequireAssertion(_ => true));
        services.AddRateLimiter(limits => Limits.Configure(limits, requestsPerSecond));
        return services.AddWeb().AddSingleton(mint)
            .AddSingleton(provider => new DirectoryClient(directory(provider), provider.GetRequiredService<TokenMint>()))
            .AddSingleton<Guesses>().AddSingleton<SessionBook>().AddSingleton<TokenCache>().AddHostedService<SessionFeed>()
            .AddSingleton(new DemoSignIn(demo));
    }

    /// <summary>The pipeline in front of everything that is routed.</summary>
    public static IApplicationBuilder UseGateway(this IApplicationBuilder app) => app
        .UseMiddleware<SecurityHeaders>()
        .UseMiddleware<AddressGuard>()
        .UseRouting()
        .UseMiddleware<CrossSiteGuard>()
        .UseWhen(context => context.Request.Path == SignInProvider.CallbackPath, answers => answers.UseRateLimiter(Limits.Answers()))
        .UseAuthentication()
        .UseRateLimiter()
        .UseAuthorization()
        .UseMiddleware<TokenMiddleware>();

    /// <summary>The pages: those to sign in and out, and those of the product.</summary>
    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").RequireAuthorization(Policies.Open);
        var signIn = open.MapGroup("").WithMetadata(new WebPage(Secret: true)).ExcludeFromDescription().AddEndpointFilter(Away);
        SignInPage.Map(signIn);
        SignInForm.Map(signIn);
        if (routes.ServiceProvider.GetService<SignInProvider>() is not null) ProviderPages.Map(signIn);
        PasswordPage.Map(WebSetup.Pages(open).WithMetadata(new WebPage(Secret: true)).AddEndpointFilter(Away));
        PublicKeys.Map(open.MapGroup("").ExcludeFromDescription());
        open.MapOpenWeb();
        routes.MapGroup("").RequireAuthorization(Policies.SignedIn).AddEndpointFilter(PeopleOnly).MapWeb();
        EventStream.Map(routes.MapGroup("").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription());
    }

    // A key of another system opens the API as far as its scopes go, and no page; nor does an initial password.
    private static async ValueTask<object?> PeopleOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        SessionIdentity.Of(context.HttpContext.User) switch
        {
            { State.Scopes: not null } key => (await TokenMiddleware.OutOfScope(
                context.HttpContext.RequestServices.GetRequiredService<DirectoryClient>(), key, "A key opens the API and no page.",
                context.HttpContext.RequestAborted)).ToProblem(),
            { State.MustChangePassword: true } => Results.Redirect("/password"),
            _ => await next(context),
        };

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
