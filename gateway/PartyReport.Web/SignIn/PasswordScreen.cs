using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.SignIn;

/// <summary>The page to choose another password (fields <c>current</c> and <c>next</c>), and from there a second factor.</summary>
/// <param name="Initial">The password is an initial one: nothing else may be done before.</param>
/// <param name="Fault">Why the last attempt failed; absent before the first.</param>
public sealed record PasswordScreen(bool Initial, Problem? Fault = null)
{
    /// <summary>The page as an answer.</summary>
    public IResult Show(HttpContext context, int status = StatusCodes.Status200OK) => GateScreen.Of<PasswordView>(context, this, status);
}
