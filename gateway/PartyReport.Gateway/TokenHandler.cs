using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>The way from the pages to a service of another process: to its address, with a token for the reader of the page.</summary>
/// <param name="service">Name of the service, and what the token is good for.</param>
public sealed class TokenHandler(IServiceProvider services, string service, Uri address, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        if (request.Options.TryGetValue(Connections.Asking, out var asking) && await Token(asking) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<string?> Token(ClaimsPrincipal asking)
    {
        try
        {
            return await services.GetRequiredService<TokenCache>().For(asking, service);
        }
        catch (SessionsAwayException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }
}
