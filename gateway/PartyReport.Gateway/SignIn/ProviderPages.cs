using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PartyReport.Web;
using PartyReport.Web.SignIn;

namespace PartyReport.Gateway;

/// <summary>The way to the provider, and the two ways back from it: in, or to a page that says what to do.</summary>
internal static partial class ProviderPages
{
    public const string Start = "/sign-in/provider", Done = "/sign-in/done";
    private const string Refused = "/sign-in/refused";

    public static string RefusedAs(string why) => $"{Refused}?why={why}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(Start, Begin).WithMetadata(new LimitedByAddress());
        pages.MapGet(Done, Finish);
        pages.MapGet(Refused, (HttpContext context, DemoSignIn demo, string? why) =>
            SignInPage.Show(context, demo, Told(why), "", StatusCodes.Status422UnprocessableEntity));
    }

    // A link and not a form: the policy of our pages lets forms go to us only, and browsers hold every redirect that follows to it.
    private static async Task<IResult> Begin(HttpContext context, DemoSignIn demo, ILoggerFactory logs)
    {
        // A page of another site must not begin it for somebody.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return Results.Redirect("/sign-in");
        var properties = new AuthenticationProperties { RedirectUri = Done };
        if (SessionIdentity.Of(context.User) is { } before) properties.SetString(ProviderEvents.Before, before.Hash.ToString());
        try
        {
            await context.ChallengeAsync(SignInProvider.Scheme, properties);
            return Results.Empty;
        }
        // Its metadata cannot be read.
        catch (Exception e) when (!context.Response.HasStarted && e is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            LogAway(logs.CreateLogger(typeof(ProviderPages).FullName!), e.GetBaseException().Message);
            context.Response.Headers.RetryAfter = "1";
            return SignInPage.Show(context, demo, Failed, "", StatusCodes.Status503ServiceUnavailable);
        }
    }

    // Browsers do not send a Strict cookie along with what another site led to, redirects included. This page is ours, and goes on by itself.
    private static IResult Finish(HttpContext context)
    {
        context.Response.Headers["Refresh"] = "0; url=/";
        return new SignedInScreen().Show(context);
    }

    private static Problem Failed => new(
        "session.provider-failed", StatusCodes.Status422UnprocessableEntity,
        "Signing in there was not completed; you are not signed in. Begin again on this page; if that does not help, ask the system administrator.");

    private static Problem Told(string? why) => why switch
    {
        "not-linked" => new("session.not-linked", StatusCodes.Status422UnprocessableEntity,
            "You are known there, but no account here may be used with it. Ask the security administrator of your organisation."),
        "away" => new(TokenMiddleware.Away.Code, StatusCodes.Status422UnprocessableEntity, TokenMiddleware.Away.Detail),
        _ => Failed,
    };

    [LoggerMessage(94, LogLevel.Error, "The provider of sign-ins cannot be asked: {Error}")]
    private static partial void LogAway(ILogger logger, string error);
}
