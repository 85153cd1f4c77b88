using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>Who asks: the session of the cookie, or of the key that another system sends.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionBook book)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "session";

    /// <summary>Name of the cookie. A browser takes one of this name over TLS only, for this host and for every path.</summary>
    public const string Cookie = "__Host-partyreport";

    private const string Bearer = "Bearer " + SessionHash.KeyPrefix;
    private bool _away, _tooMany;

    public static void Keep(HttpResponse response, string secret) => response.Cookies.Append(Cookie, secret, Options());

    public static void Drop(HttpResponse response) => response.Cookies.Delete(Cookie, Options());

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Secret(Request) is not { } secret) return AuthenticateResult.NoResult();
        try
        {
            return await book.Find(secret, Context.Connection.RemoteIpAddress) is { } session ? AuthenticateResult.Success(session.Ticket) : AuthenticateResult.NoResult();
        }
        catch (SessionsAwayException)
        {
            _away = true;
            return AuthenticateResult.NoResult();
        }
        catch (TooManyGuessesException)
        {
            _tooMany = true;
            return AuthenticateResult.NoResult();
        }
    }

    // A program gets an answer that it understands, a person the page to sign in; one who typed something gets that back.
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_away || _tooMany)
        {
            Response.Headers.RetryAfter = "1";
            await (_away ? TokenMiddleware.Away : Limits.TooMany).ToProblem().ExecuteAsync(Context);
        }
        else if (Request.Path.StartsWithSegments("/api"))
            await new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.").ToProblem().ExecuteAsync(Context);
        else if (await Visit.Lapsed(Context) is { } page) await page.ExecuteAsync(Context);
        else Response.Redirect("/sign-in");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => HandleChallengeAsync(properties);

    private static string? Secret(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.Ordinal)
            ? header["Bearer ".Length..]
            : request.Cookies[Cookie];

    private static new CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
