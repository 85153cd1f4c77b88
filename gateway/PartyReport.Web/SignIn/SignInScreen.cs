using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PartyReport.Web.SignIn;

/// <summary>The page to sign in. Who may come in, and how, is the gateway's business.</summary>
/// <param name="Demo">Accounts that need no password; empty where there are none.</param>
/// <param name="Passwords">Whether accounts with a password are enabled: the form has the fields <c>name</c> and <c>password</c>.</param>
/// <param name="Fault">Why the last attempt failed; absent before the first.</param>
/// <param name="Name">The name typed before; a password is never sent back.</param>
public sealed record SignInScreen(IReadOnlyList<SignInChoice> Demo, bool Passwords, Text? Fault = null, string? Name = null)
{
    /// <summary>The page as an answer.</summary>
    public IResult Show(HttpContext context, int status = StatusCodes.Status200OK)
    {
        Headers.Write(context.Response);
        return new RazorComponentResult<SignInView>(new Dictionary<string, object?> { ["Visit"] = new Visit(context), ["Model"] = this }) { StatusCode = status };
    }
}

/// <summary>An account that is chosen by its post: the form has the field <c>person</c>.</summary>
public sealed record SignInChoice(Guid Person, Text Post);
