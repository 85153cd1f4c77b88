using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>The public halves of the keys whose tokens are believed, for whoever verifies one (RFC 7517).</summary>
/// <param name="Current">Asked for with each request, because keys rotate.</param>
public sealed record PublicKeys(Func<IReadOnlyList<ECDsa>> Current)
{
    internal static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/.well-known/jwks.json", (PublicKeys keys, HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=60";
        return Results.Text(TokenKeys.JsonWebKeySet(keys.Current()), "application/jwk-set+json");
    });
}
