using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Web.SignIn;

namespace PartyReport.Gateway;

/// <summary>
/// Changes the password (<c>current</c>, <c>next</c>) and adds a second factor (<c>code</c>). Both are for people with an account; a changed
/// password is a new session.
/// </summary>
internal static class PasswordPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/password", (HttpContext context) => Known(context) is { } session
            ? new PasswordScreen(session.State.MustChangePassword).Show(context)
            : Results.Redirect("/sign-in"));
        pages.MapPost("/password", Change);
        pages.MapPost("/second-factor", Begin);
        pages.MapPost("/second-factor/confirmation", Confirm);
    }

    private static async Task<IResult> Change(HttpContext context, DirectoryClient directory, SessionBook book, CancellationToken ct)
    {
        if (Known(context) is not { } session) return Results.Redirect("/sign-in");
        var form = await context.Request.ReadFormAsync(ct);
        var asked = await directory.ChangePassword(new ChangePasswordRequest(session.Hash.ToString(), form["current"].ToString(), form["next"].ToString()), ct);
        if (asked.Value is not { } opened)
            return new PasswordScreen(session.State.MustChangePassword, asked.Problem).Show(context, StatusCodes.Status422UnprocessableEntity);
        book.End(session.Hash);
        SessionHandler.Keep(context.Response, opened.Secret);
        return Results.Redirect("/");
    }

    private static async Task<IResult> Begin(HttpContext context, DirectoryClient directory, CancellationToken ct)
    {
        if (Known(context) is not { } session) return Results.Redirect("/sign-in");
        var asked = await directory.BeginSecondFactor(new SessionRequest(session.Hash.ToString()), ct);
        return asked.Value is { } shown
            ? new FactorScreen(shown.Secret).Show(context)
            : new PasswordScreen(Initial: false, asked.Problem).Show(context, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Confirm(HttpContext context, DirectoryClient directory, CancellationToken ct)
    {
        if (Known(context) is not { } session) return Results.Redirect("/sign-in");
        var form = await context.Request.ReadFormAsync(ct);
        var asked = await directory.ConfirmSecondFactor(new ConfirmSecondFactorRequest(session.Hash.ToString(), form["code"].ToString()), ct);
        return asked.Problem is { } problem
            ? new FactorScreen(null, problem).Show(context, StatusCodes.Status422UnprocessableEntity)
            : Results.Redirect("/");
    }

    private static HeldSession? Known(HttpContext context) =>
        SessionIdentity.Of(context.User) is { State: { Account: not null, Scopes: null } } session ? session : null;
}
