using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway;

/// <summary>
/// Changes the password (<c>current</c>, <c>next</c>) and adds a second factor (<c>code</c>). Both are for people with an account; a changed
/// password is a new session.
/// </summary>
internal static class PasswordPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/password", (HttpContext context) => Show(context, null, StatusCodes.Status200OK));
        pages.MapPost("/password", Change).DisableAntiforgery();
        pages.MapPost("/second-factor", Begin).DisableAntiforgery();
        pages.MapPost("/second-factor/confirmation", Confirm).DisableAntiforgery();
    }

    private static async Task<IResult> Change(HttpContext context, DirectoryClient directory, SessionBook book, CancellationToken ct)
    {
        if (Session(context) is not { } session) return Results.Redirect("/sign-in");
        var form = await Read(context, ct);
        var asked = await directory.ChangePassword(new ChangePasswordRequest(session.Hash.ToString(), form["current"].ToString(), form["next"].ToString()), ct);
        if (asked.Value is not { } opened) return Show(context, asked.Code, StatusCodes.Status422UnprocessableEntity);
        book.End(session.Hash);
        SessionHandler.Keep(context.Response, opened.Secret);
        return Results.Redirect("/");
    }

    private static async Task<IResult> Begin(HttpContext context, DirectoryClient directory, CancellationToken ct)
    {
        if (Session(context) is not { } session) return Results.Redirect("/sign-in");
        var asked = await directory.BeginSecondFactor(new SessionRequest(session.Hash.ToString()), ct);
        return asked.Value is { } shown
            ? Page.Of(context, "第二验证方式", $"<h1>第二验证方式</h1><p>在设备上输入密钥 <b>{shown.Secret}</b></p>" + CodeForm)
            : Show(context, asked.Code, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Confirm(HttpContext context, DirectoryClient directory, CancellationToken ct)
    {
        if (Session(context) is not { } session) return Results.Redirect("/sign-in");
        var form = await Read(context, ct);
        var asked = await directory.ConfirmSecondFactor(new ConfirmSecondFactorRequest(session.Hash.ToString(), form["code"].ToString()), ct);
        return asked.Code is { } code
            ? Page.Of(context, "第二验证方式", "<h1>第二验证方式</h1>" + Told(code) + CodeForm, StatusCodes.Status422UnprocessableEntity)
            : Results.Redirect("/");
    }

    private static HeldSession? Session(HttpContext context) =>
        SessionIdentity.Of(context.User) is { State: { Account: not null, Scopes: null } } session ? session : null;

    private static async Task<IFormCollection> Read(HttpContext context, CancellationToken ct) =>
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : FormCollection.Empty;

    private static IResult Show(HttpContext context, string? code, int status) => Session(context) is null
        ? Results.Redirect("/sign-in")
        : Page.Of(context, "修改密码", "<h1>修改密码</h1>" + Told(code) + PasswordForm, status);

    private static string Told(string? code) => code is null
        ? ""
        : $"<p class=\"error\" role=\"alert\">⚠ {HtmlEncoder.Default.Encode(RefusalTexts.Chinese.GetValueOrDefault(code, code))}</p>";

    private const string PasswordForm =
        "<form method=\"post\" action=\"/password\"><p><label>原密码 <input name=\"current\" type=\"password\" autocomplete=\"current-password\"></label></p>" +
        "<p><label>新密码 <input name=\"next\" type=\"password\" autocomplete=\"new-password\"></label></p>" +
        "<button>修改密码<small lang=\"en\">Change password</small></button></form>";

    private const string CodeForm =
        "<form method=\"post\" action=\"/second-factor/confirmation\"><p><label>验证码 <input name=\"code\" inputmode=\"numeric\"></label></p>" +
        "<button>确认<small lang=\"en\">Confirm</small></button></form>";
}
