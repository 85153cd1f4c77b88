using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>Names of the policies. Every route names one; a gateway with a route that names none does not start.</summary>
public static class Policies
{
    /// <summary>Somebody with a session; what they may do is decided by the service.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Everybody, on purpose. Not "anonymous": that is a word of the proxy's own, which switches every check off.</summary>
    public const string Open = "open";

    /// <summary>Throws when a route names no policy, or names <see cref="SignedIn"/> and is exempt from it, with all such routes.</summary>
    public static void Check(IEndpointRouteBuilder routes)
    {
        var bare = routes.DataSources.SelectMany(s => s.Endpoints).Where(e => !IsGuarded(e.Metadata)).Select(e => e.DisplayName).ToList();
        if (bare.Count > 0) throw new InvalidOperationException($"These routes name no policy: {string.Join(", ", bare)}.");
    }

    private static bool IsGuarded(EndpointMetadataCollection metadata)
    {
        var named = metadata.OfType<IAuthorizeData>().Select(a => a.Policy).ToList();
        return named.Contains(SignedIn) ? !metadata.OfType<IAllowAnonymous>().Any() : named.Contains(Open);
    }
}
