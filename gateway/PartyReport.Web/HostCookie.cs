using Microsoft.AspNetCore.Http;

namespace PartyReport.Web;

/// <summary>
/// A cookie for this host and for secure addresses only. Browsers count the loopback address as secure although it is plain
/// http, which the framework's own check for https does not.
/// </summary>
internal sealed class HostCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom) => new()
    {
        Secure = true, HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true,
    };
}
