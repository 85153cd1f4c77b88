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
    private const string Unknown =
        "<p class=\"error\" role=\"alert\">⚠ 没有这个演示账号，没有登录。从下面的列表中选一个。" +
        "<small lang=\"en\">There is no such demo account; you are not signed in. Choose one of the list.</small></p>";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign-in", (HttpContext context, DemoSignIn demo) => Show(context, demo, "", StatusCodes.Status200OK));
        pages.MapPost("/sign-in", SignIn).DisableAntiforgery();
        pages.MapPost("/sign-out", (Delegate)SignOut).DisableAntiforgery();
    }

    private static async Task<IResult> SignIn(HttpContext context, DemoSignIn demo)
    {
        var wanted = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync())["person"].ToString() : "";
        if (!demo.IsOpenTo(context) || DemoSignIn.Of(wanted) is null)
            return Show(context, demo, Unknown, StatusCodes.Status422UnprocessableEntity);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, wanted)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOut(HttpContext context)
    {
        await context.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static IResult Show(HttpContext context, DemoSignIn demo, string message, int status) => Page.Of(
        context, "登录", "<h1>登录</h1>" + (demo.IsOpenTo(context) ? message + Choices : Closed), status);

    private const string Closed =
        "<p>这里没有启用演示账号。<small lang=\"en\">Demo accounts are not enabled here.</small></p>";

    private static readonly string Choices =
        "<p>选一个演示账号，不需要密码。<small lang=\"en\">Choose a demo account; no password is needed.</small></p>" +
        $"<form method=\"post\" action=\"/sign-in\"><ul>{string.Concat(DemoSignIn.Accounts.Select(Choice))}</ul></form>" +
        "<p class=\"warn\">⚠ 非涉密系统：不得录入或上传涉密内容。" +
        "<small lang=\"en\">Not for classified content: do not type or upload any.</small></p>";

    private static string Choice(DemoAccount account) =>
        $"<li><button name=\"person\" value=\"{account.Person}\">{account.Chinese}<small lang=\"en\">{account.English}</small></button></li>";
}
