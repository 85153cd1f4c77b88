using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>Takes off what a service must not see or believe, and puts on a token for it.</summary>
internal sealed class TokenMiddleware(RequestDelegate next, TokenCache tokens)
{
    private static readonly string[] Stripped = ["Authorization", "Forwarded", "Proxy-Authorization"];
    private static readonly string[] StrippedFamilies = ["X-User-", "X-Forwarded-", "X-Demo-"];

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        foreach (var name in Stripped) headers.Remove(name);
        // Our own pages read the cookies of their reader; so does the page for an address that leads nowhere.
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<WebPage>() is null) headers.Remove("Cookie");
        foreach (var name in headers.Keys.Where(k => StrippedFamilies.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToList())
            headers.Remove(name);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is { } module
            && Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            headers.Authorization = $"Bearer {tokens.For(person, module.Name)}";
        return next(context);
    }
}
