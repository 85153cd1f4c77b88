using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>Names of the policies. Every route names one; a gateway with a route that names none does not start.</summary>
public static class Policies
{
    /// <summary>Somebody with a session; what they may do is decided by the service.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Everybody, on purpose.</summary>
    public const string Open = "open";

    /// <summary>Throws when a route names no policy, with all such routes.</summary>
    public static void Check(IEndpointRouteBuilder routes)
    {
        var bare = routes.DataSources.SelectMany(s => s.Endpoints)
            .Where(e => !e.Metadata.OfType<IAuthorizeData>().Any(a => a.Policy is SignedIn or Open))
            .Select(e => e.DisplayName).ToList();
        if (bare.Count > 0) throw new InvalidOperationException($"These routes name no policy: {string.Join(", ", bare)}.");
    }
}
