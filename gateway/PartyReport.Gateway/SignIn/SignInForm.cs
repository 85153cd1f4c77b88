using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;
using PartyReport.Web;

namespace PartyReport.Gateway;

/// <summary>
/// What the form of the sign-in page sends: <c>name</c>, <c>password</c> and perhaps <c>code</c>, or <c>person</c> for a demo account. Each
/// sign-in makes another secret and ends the session that the browser came with.
/// </summary>
internal static class SignInForm
{
    private static Refusal DemoUnknown => Refusal.Invalid("session.demo-unknown", "There is no such demo account; you are not signed in.");

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapPost("/sign-in", SignIn).DisableAntiforgery().WithMetadata(new LimitedByAddress());
        pages.MapPost("/sign-out", SignOut).DisableAntiforgery();
    }

    private static async Task<IResult> SignIn(HttpContext context, DemoSignIn demo, DirectoryClient directory, SessionBook book, CancellationToken ct)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(ct) : FormCollection.Empty;
        string name = form["name"].ToString(), person = form["person"].ToString();
        if (person.Length > 0 && (!demo.IsOpenTo(context) || DemoSignIn.Of(person) is null))
            return SignInPage.Show(context, demo, Told(DemoUnknown), name, StatusCodes.Status422UnprocessableEntity);
        try
        {
            var asked = await directory.Open(person.Length > 0
                ? new OpenSessionRequest(DemoPerson: Guid.Parse(person))
                : new OpenSessionRequest(name, form["password"], form["code"]), ct);
            if (asked.Value is not { } opened)
                return SignInPage.Show(context, demo, asked.Problem!, name, StatusCodes.Status422UnprocessableEntity);
            if (SessionIdentity.Of(context.User) is { } before) await End(before, directory, book, ct);
            SessionHandler.Keep(context.Response, opened.Secret);
            return Results.Redirect(opened.MustChangePassword ? "/password" : "/");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            context.Response.Headers.RetryAfter = "1";
            return SignInPage.Show(context, demo, Told(TokenMiddleware.Away), name, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SignOut(HttpContext context, DirectoryClient directory, SessionBook book, CancellationToken ct)
    {
        if (SessionIdentity.Of(context.User) is { } session) await End(session, directory, book, ct);
        SessionHandler.Drop(context.Response);
        return Results.Redirect("/sign-in");
    }

    private static Problem Told(Refusal refusal) => new(refusal.Code, refusal.Status, refusal.Detail);

    private static async Task End(HeldSession session, DirectoryClient directory, SessionBook book, CancellationToken ct)
    {
        await directory.End(session.Hash, ct);
        book.End(session.Hash);
    }
}
