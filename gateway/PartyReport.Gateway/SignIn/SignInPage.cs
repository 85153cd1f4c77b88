using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PartyReport.Gateway;

/// <summary>Signs in as a person of the demo county, and out again.</summary>
internal static class SignInPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", (HttpContext context, DemoSignIn demo) => Show(context, demo, "", StatusCodes.Status200OK));
        pages.MapPost("/sign-in", SignIn).DisableAntiforgery();
        pages.MapPost("/sign-out", (Delegate)SignOut).DisableAntiforgery();
    }

    private static async Task<IResult> SignIn(HttpContext context, DemoSignIn demo)
    {
        var wanted = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["person"].ToString() : "";
        if (!demo.Allowed || !DemoSignIn.Accounts.Any(a => a.Person.ToString("D") == wanted))
            return Show(context, demo,
                "<p class=\"error\" role=\"alert\">没有这个演示账号，请从列表中选择。<small>There is no such demo account; choose one of the list.</small></p>",
                StatusCodes.Status422UnprocessableEntity);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, wanted)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOut(HttpContext context)
    {
        await context.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static IResult Show(HttpContext context, DemoSignIn demo, string message, int status) => Page.Of(context, "登录 · PartyReport",
        "<h1>述职评议考核</h1>" + message + (demo.Allowed
            ? "<p>请选择演示账号，无需密码。<small>Choose a demo account; no password is needed.</small></p>" +
              $"<form method=\"post\" action=\"/sign-in\"><ul>{string.Concat(DemoSignIn.Accounts.Select(Choice))}</ul></form>"
            : "<p>本系统未启用演示账号。<small>Demo accounts are not enabled here.</small></p>"), status);

    private static string Choice((Guid Person, string Chinese, string English) account) =>
        $"<li><button name=\"person\" value=\"{account.Person}\">{account.Chinese}<small>{account.English}</small></button></li>";
}
