using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.SignIn;

/// <summary>The page after a sign-in elsewhere, for the moment until the browser goes on to the desk.</summary>
public sealed record SignedInScreen
{
    /// <summary>The page as an answer.</summary>
    public IResult Show(HttpContext context) => GateScreen.Of<SignedInView>(context, this, StatusCodes.Status200OK);
}
