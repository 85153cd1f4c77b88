using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace PartyReport.Gateway;

/// <summary>
/// Sign-in at a provider: authorization code with PKCE as a confidential client. The answer is a navigation by GET, so that the cookies that
/// prove it is an answer to us may be <c>Lax</c> and nothing that changes something is let in from another site.
/// </summary>
internal static class ProviderSetup
{
    private const string Cookie = "__Host-partyreport-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Answered = TimeSpan.FromMinutes(10), Again = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, SignInProvider provider)
    {
        services.AddSingleton(provider).AddSingleton<ProviderEvents>();
        services.AddAuthentication().AddOpenIdConnect(SignInProvider.Scheme, options =>
        {
            options.Authority = provider.Authority.OriginalString;
            options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret);
            (options.ResponseType, options.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
            options.UsePkce = true;
            options.CallbackPath = SignInProvider.CallbackPath;
            // Signing out there is not signing out here, and nobody may do it for another.
            (options.RemoteSignOutPath, options.SignedOutCallbackPath) = (PathString.Empty, PathString.Empty);
            options.Scope.Clear();
            foreach (var scope in provider.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(OpenIdConnectScope.OpenId).Distinct()) options.Scope.Add(scope);
            (options.SaveTokens, options.GetClaimsFromUserInfoEndpoint, options.MapInboundClaims) = (false, false, false);
            // As the provider wrote them: the issuer is one of those that would be dropped.
            options.ClaimActions.Clear();
            options.DisableTelemetry = true;
            (options.BackchannelTimeout, options.RemoteAuthenticationTimeout, options.ProtocolValidator.NonceLifetime) = (Patience, Answered, Answered);
            // Between questions for metadata that failed; absent, up to five minutes pass after the provider is back.
            options.RefreshInterval = Again;
            options.TokenValidationParameters.ValidAudience = provider.ClientId;
            Keep(options.CorrelationCookie, "state.");
            Keep(options.NonceCookie, "nonce.");
            options.EventsType = typeof(ProviderEvents);
        });
    }

    // A neighbour below the same domain cannot set a cookie of this name, and so cannot make a browser finish a sign-in that it began itself.
    private static void Keep(CookieBuilder cookie, string name)
    {
        cookie.Name = Cookie + name;
        (cookie.Path, cookie.HttpOnly, cookie.SecurePolicy, cookie.SameSite) = ("/", true, CookieSecurePolicy.Always, SameSiteMode.Lax);
    }
}
