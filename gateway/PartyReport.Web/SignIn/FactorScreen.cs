using Microsoft.AspNetCore.Http;

namespace PartyReport.Web.SignIn;

/// <summary>The page to enter the key into a device that makes codes, and to show that it makes the right ones (field <c>code</c>).</summary>
/// <param name="Secret">The key in base 32; null: it was shown before and is not shown again.</param>
/// <param name="Fault">Why the last attempt failed; absent before the first.</param>
public sealed record FactorScreen(string? Secret, Problem? Fault = null)
{
    // Groups of four are typed with fewer mistakes.
    internal string Groups => string.Join(' ', (Secret ?? "").Chunk(4).Select(g => new string(g)));

    /// <summary>The page as an answer.</summary>
    public IResult Show(HttpContext context, int status = StatusCodes.Status200OK) => GateScreen.Of<FactorView>(context, this, status);
}
