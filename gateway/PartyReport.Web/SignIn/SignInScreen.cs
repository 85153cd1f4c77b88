using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.SignIn;

/// <summary>The page to sign in, with the fields <c>name</c>, <c>password</c> and perhaps <c>code</c>. Who may come in is the gateway's business.</summary>
/// <param name="Demo">Accounts that need no password; empty where there are none.</param>
/// <param name="Fault">Why the last attempt failed; absent before the first.</param>
/// <param name="Name">The name typed before; a password is never sent back.</param>
/// <param name="Elsewhere">Where one may sign in instead; null: nowhere.</param>
public sealed record SignInScreen(IReadOnlyList<SignInChoice> Demo, Problem? Fault = null, string? Name = null, SignInElsewhere? Elsewhere = null)
{
    internal bool AsksCode => Fault?.Code is "session.code-missing";

    /// <summary>The page as an answer.</summary>
    public IResult Show(HttpContext context, int status = StatusCodes.Status200OK) => GateScreen.Of<SignInView>(context, this, status);
}

/// <summary>An account that is chosen by its post: the form has the field <c>person</c>.</summary>
public sealed record SignInChoice(Guid Person, Text Post);

/// <summary>A button that leads to a provider of sign-ins.</summary>
public sealed record SignInElsewhere(string Address, Text Label);
