using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway;

/// <summary>
/// What the gateway does with the provider's answer, beyond what the protocol asks for: one issuer, one address to come back to, and in the
/// end a session of the directory. Nothing that the provider gave is kept.
/// </summary>
internal sealed partial class ProviderEvents(SignInProvider provider, DirectoryClient directory, SessionBook book, ILogger<ProviderEvents> logger)
    : OpenIdConnectEvents
{
    private const int LongestReason = 300;
    private const string IssuerPromised = "authorization_response_iss_parameter_supported";

    /// <summary>Name of the session that the browser began with; its cookie does not come back with the answer.</summary>
    public const string Before = "before";

    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (Fault(metadata) is { } fault) throw new InvalidOperationException(fault);
        // Not from the request: whoever can name a host would be sent the code.
        context.ProtocolMessage.RedirectUri = provider.Callback;
    }

    /// <summary>An answer of another provider is not taken to this one (RFC 9207).</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var promised = metadata.AdditionalData.TryGetValue(IssuerPromised, out var value) && value is true
            || metadata.AuthorizationResponseIssParameterSupported;
        var issuer = context.ProtocolMessage.Iss;
        if (Fault(metadata) is { } fault) context.Fail(fault);
        else if (issuer is null ? promised : issuer != metadata.Issuer) context.Fail("The answer is not of this provider.");
    }

    // The protocol lets a token come unsigned over the back channel.
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (context.SecurityToken.RawSignature is not { Length: > 0 }) context.Fail("The identity token is not signed.");
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(await Open(context));
    }

    /// <summary>Whoever did not want to after all.</summary>
    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        context.Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        LogFailed(context.Failure?.GetType().Name ?? "", Plain(context.Failure?.Message ?? ""));
        context.HandleResponse();
        context.Response.Redirect(ProviderPages.RefusedAs("failed"));
        return Task.CompletedTask;
    }

    // The way to the metadata is checked by the library, where the metadata lead to is not.
    private string? Fault(OpenIdConnectConfiguration metadata) =>
        !provider.Is(metadata.Issuer) ? "Its metadata name another issuer than the setting OpenIdConnect:Authority."
        : new[] { metadata.AuthorizationEndpoint, metadata.TokenEndpoint }.All(provider.IsSafe) ? null
        : "Its metadata lead to an address that is not https.";

    private async Task<string> Open(TicketReceivedContext context)
    {
        var (user, ct) = (context.Principal!, context.HttpContext.RequestAborted);
        if (Only(user, "iss") is not { } issuer || !provider.Is(issuer) || Only(user, provider.Claim) is not { Length: > 0 } subject)
        {
            LogNoClaim(provider.Claim);
            return ProviderPages.RefusedAs("failed");
        }
        try
        {
            if ((await directory.Open(new OpenSessionRequest(Issuer: issuer, Subject: subject), ct)).Value is not { } opened)
                return ProviderPages.RefusedAs("not-linked");
            if (context.Properties?.GetString(Before) is { } before && SessionHash.Parse(before) is { } hash)
            {
                await directory.End(hash, ct);
                book.End(hash);
            }
            SessionHandler.Keep(context.Response, opened.Secret);
            return ProviderPages.Done;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            return ProviderPages.RefusedAs("away");
        }
    }

    // Whoever calls the address has a say in it.
    private static string Plain(string text) => string.Concat(text.Take(LongestReason).Select(c => char.IsControl(c) ? ' ' : c));

    private static string? Only(ClaimsPrincipal user, string type) => user.FindAll(type).ToList() is [var one] ? one.Value : null;

    [LoggerMessage(92, LogLevel.Warning, "A sign-in at the provider failed: {Kind}: {Reason}")]
    private partial void LogFailed(string kind, string reason);

    [LoggerMessage(93, LogLevel.Error, "The provider's identity token does not have the claim {Claim} exactly once; nobody can sign in with it. See OpenIdConnect:Claim and :Scope.")]
    private partial void LogNoClaim(string claim);
}
