using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using PartyReport.FreePorts;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PartyReport.Gateway.Tests;

/// <summary>An OpenIddict server on loopback at which <see cref="Subject"/> is signed in already. It redeems each code once.</summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string Client = "partyreport", Secret = "a secret of the client", Employee = "employee";

    private const int First = int.MinValue + 100_000;

    // Once for all of them: to find a new pair of keys takes many seconds of a busy machine.
    public static RsaSecurityKey Signing { get; } = new(RSA.Create(2048)) { KeyId = "one" };
    private static readonly SymmetricSecurityKey Encryption = new(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _redeemed = new();

    private Provider(string address)
    {
        Address = new Uri(address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
                .SetAuthorizationEndpointUris("/authorize").SetTokenEndpointUris("/token")
                .AddEncryptionKey(Encryption).AddSigningKey(Signing);
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(Asked));
            server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseInlineHandler(Redeemed));
            server.AddEventHandler<ApplyTokenResponseContext>(h => h.UseInlineHandler(Told).SetOrder(First));
            server.AddEventHandler<ApplyConfigurationResponseContext>(h => h.UseInlineHandler(Described).SetOrder(First));
        });
        _app = builder.Build();
        _app.UseAuthentication();
        _app.MapMethods("/authorize", ["GET", "POST"], Authorize);
    }

    public Uri Address { get; }
    public string Subject { get; set; } = "E-10293";

    /// <summary>What becomes of an identity token before it is given out; null: nothing.</summary>
    public Func<string, string>? Forge { get; set; }

    /// <summary>What becomes of the metadata before they are told; null: nothing.</summary>
    public Action<OpenIddictResponse>? Rewrite { get; set; }

    /// <summary>Redirect addresses that were asked for.</summary>
    public ConcurrentQueue<string> Redirects { get; } = [];

    /// <summary>Codes that somebody wanted tokens for.</summary>
    public int Questions { get; private set; }

    public static async Task<Provider> Start()
    {
        var provider = new Provider($"http://127.0.0.1:{Ports.Free()}");
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        // What its first answer costs is its own affair and not part of the gateway's patience.
        using var http = new HttpClient { BaseAddress = provider.Address, Timeout = Timeout.InfiniteTimeSpan };
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/jwks" })
            (await http.GetAsync(path, TestContext.Current.CancellationToken)).Dispose();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        Redirects.Enqueue(request.RedirectUri!);
        var identity = new ClaimsIdentity("test", "name", "role");
        identity.SetClaim("sub", "internal-7").SetClaim(Employee, Subject).SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        return Results.SignIn(principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static ValueTask Asked(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId != Client) context.Reject(OpenIddictConstants.Errors.InvalidClient);
        return default;
    }

    private ValueTask Redeemed(ValidateTokenRequestContext context)
    {
        Questions++;
        if (context.ClientId != Client || context.ClientSecret != Secret) context.Reject(OpenIddictConstants.Errors.InvalidClient);
        else if (!_redeemed.TryAdd(context.Request.Code ?? "", true)) context.Reject(OpenIddictConstants.Errors.InvalidGrant);
        return default;
    }

    private ValueTask Told(ApplyTokenResponseContext context)
    {
        if (Forge is not null && context.Response.IdToken is { } token) context.Response.IdToken = Forge(token);
        return default;
    }

    private ValueTask Described(ApplyConfigurationResponseContext context)
    {
        Rewrite?.Invoke(context.Response);
        return default;
    }
}
