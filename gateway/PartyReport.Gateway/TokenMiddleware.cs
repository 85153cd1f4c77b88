using Microsoft.AspNetCore.Http;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>
/// Takes off what a service must not see or believe, and puts on a token for it. A change over the API needs an <c>Idempotency-Key</c>:
/// no page of another site can add one without the browser asking us first.
/// </summary>
internal sealed class TokenMiddleware(RequestDelegate next, TokenCache tokens, DirectoryClient directory)
{
    private const string Forwarded = "X-Forwarded-";
    private static readonly string[] Stripped = ["Authorization", "Proxy-Authorization"];
    private static readonly string[] StrippedFamilies = ["X-User-", Forwarded, "X-Demo-"];

    public static Refusal Away => new Refusal(StatusCodes.Status503ServiceUnavailable, "session.away",
        "It cannot be told just now who you are. Try again in a few seconds.");

    public async Task InvokeAsync(HttpContext context)
    {
        var module = context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>();
        // Made in this process, with a token of its own; nothing that comes from outside looks like it.
        if (context.Features.Get<InProcessCall>() is null || context.Request.Headers.Authorization.Count == 0)
        {
            if (Strip(context.Request.Headers, context.GetEndpoint())) context.Features.Set(new CameByProxy());
            if (module is not null && SessionIdentity.Of(context.User) is { } session && await Refused(context, session, module.Name) is { } refusal)
            {
                await refusal.ToProblem().ExecuteAsync(context);
                return;
            }
        }
        await next(context);
    }

    private async Task<Refusal?> Refused(HttpContext context, HeldSession session, string module)
    {
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (session.State.MustChangePassword)
            return Refusal.Forbidden("account.password-initial", "Change the initial password first.");
        if (session.State.Scopes is { } scopes && !scopes.Contains(module + (reads ? ".read" : ".write")))
            return await OutOfScope(directory, session, "This key was not issued for that.", context.RequestAborted);
        if (!reads && context.Request.Headers["Idempotency-Key"].Count == 0)
            return Refusal.Malformed("request.key-missing", "Send a header Idempotency-Key, new for each intent and the same for each repetition.");
        try
        {
            if (await tokens.For(context.User, module) is not { } token)
                return new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.");
            context.Request.Headers.Authorization = "Bearer " + token;
            return null;
        }
        catch (SessionsAwayException)
        {
            return Away;
        }
    }

    /// <summary>What a key is told that is not good for this. Auditors read of it; while nobody can take it down, nothing is said about the key.</summary>
    public static async Task<Refusal> OutOfScope(DirectoryClient directory, HeldSession key, string detail, CancellationToken ct)
    {
        try
        {
            await directory.OutOfScope(key.Hash, ct);
            return Refusal.Forbidden("key.out-of-scope", detail);
        }
        // It is not there, or does not answer in time.
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return Away;
        }
    }

    /// <summary>True when a proxy named itself.</summary>
    private static bool Strip(IHeaderDictionary headers, Endpoint? endpoint)
    {
        var proxied = headers.Remove("Forwarded");
        foreach (var name in Stripped) headers.Remove(name);
        // Our own pages read the cookies of their reader; so does the page for an address that leads nowhere.
        if (endpoint is not null && endpoint.Metadata.GetMetadata<WebPage>() is null) headers.Remove("Cookie");
        foreach (var name in headers.Keys.Where(k => StrippedFamilies.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            proxied |= name.StartsWith(Forwarded, StringComparison.OrdinalIgnoreCase);
            headers.Remove(name);
        }
        return proxied;
    }
}

/// <summary>Feature of a request that was made in this process and never came over a connection.</summary>
public sealed class InProcessCall;
