using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;

namespace PartyReport.Gateway;

/// <summary>The page to sign in on, with a password or, where that is allowed, as a person of the demo county.</summary>
internal static class SignInPage
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/sign-in", (HttpContext context, DemoSignIn demo) => Show(context, demo, null, "", StatusCodes.Status200OK));

    /// <param name="code">Code of the refusal; null: nothing was refused.</param>
    /// <param name="name">Name that was typed.</param>
    public static IResult Show(HttpContext context, DemoSignIn demo, string? code, string name, int status) => Page.Of(
        context, "登录", "<h1>登录</h1>" + Told(code) + Form(name, code == "session.code-missing") + (demo.IsOpenTo(context) ? Choices : "") + Warning, status);

    private static string Told(string? code) => code is null
        ? ""
        : $"<p class=\"error\" role=\"alert\">⚠ {HtmlEncoder.Default.Encode(RefusalTexts.Chinese.GetValueOrDefault(code, code))}</p>";

    private static string Form(string name, bool code) =>
        $"<form method=\"post\" action=\"/sign-in\"><p><label>用户名 <input name=\"name\" value=\"{HtmlEncoder.Default.Encode(name)}\" autocomplete=\"username\"></label></p>" +
        "<p><label>密码 <input name=\"password\" type=\"password\" autocomplete=\"current-password\"></label></p>" +
        (code ? "<p><label>验证码 <input name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\"></label></p>" : "") +
        "<button>登录<small lang=\"en\">Sign in</small></button></form>";

    private const string Warning =
        "<p class=\"warn\">⚠ 非涉密系统：不得录入或上传涉密内容。<small lang=\"en\">Not for classified content: do not type or upload any.</small></p>";

    private static readonly string Choices =
        "<p>或选一个演示账号，不需要密码。<small lang=\"en\">Or choose a demo account; no password is needed.</small></p>" +
        $"<form method=\"post\" action=\"/sign-in\"><ul>{string.Concat(DemoSignIn.Accounts.Select(Choice))}</ul></form>";

    private static string Choice(DemoAccount account) =>
        $"<li><button name=\"person\" value=\"{account.Person}\">{account.Chinese}<small lang=\"en\">{account.English}</small></button></li>";
}
