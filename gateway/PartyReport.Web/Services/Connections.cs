using System.Security.Claims;

namespace PartyReport.Web;

/// <summary>The way from the pages to the services. The host gives it: over HTTP with a token, or inside of the process.</summary>
/// <param name="To">Handler of the connection to a service by its name; its request carries <see cref="Asking"/>.</param>
public sealed record Connections(Func<string, HttpMessageInvoker> To)
{
    /// <summary>Who asks: the reader of the page, with their session.</summary>
    public static readonly HttpRequestOptionsKey<ClaimsPrincipal> Asking = new("asking");

    /// <summary>Base of all addresses where none is needed: the handler knows where to go.</summary>
    public static readonly Uri Inside = new("http://service");
}
