using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Web;
using PartyReport.Web.SignIn;

namespace PartyReport.Gateway;

/// <summary>Signs in as a person of the demo county, and out again.</summary>
internal static class SignInPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", (HttpContext context, DemoSignIn demo) => Show(context, demo, null, StatusCodes.Status200OK));
        pages.MapPost("/sign-in", SignIn).DisableAntiforgery();
        pages.MapPost("/sign-out", (Delegate)SignOut).DisableAntiforgery();
    }

    private static async Task<IResult> SignIn(HttpContext context, DemoSignIn demo)
    {
        var wanted = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["person"].ToString() : "";
        if (!demo.IsOpenTo(context) || DemoSignIn.Of(wanted) is null)
            return Show(context, demo, Words.DemoUnknown, StatusCodes.Status422UnprocessableEntity);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, wanted)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOut(HttpContext context)
    {
        await context.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static IResult Show(HttpContext context, DemoSignIn demo, Text? fault, int status) =>
        new SignInScreen(demo.IsOpenTo(context) ? Choices : [], Passwords: false, demo.IsOpenTo(context) ? fault : null).Show(context, status);

    private static readonly IReadOnlyList<SignInChoice> Choices =
        [.. DemoSignIn.Accounts.Select(a => new SignInChoice(a.Person, new Text(a.Chinese, a.English)))];
}
