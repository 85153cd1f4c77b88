using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>The way from the pages to a service of another process: to its address, with a token for the reader of the page.</summary>
/// <param name="service">Name of the service, and what the token is good for.</param>
public sealed class TokenHandler(IServiceProvider services, string service, Uri address, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        if (request.Options.TryGetValue(Connections.Asking, out var asking)
            && Guid.TryParse(asking.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", services.GetRequiredService<TokenCache>().For(person, service));
        return base.SendAsync(request, cancellationToken);
    }
}
