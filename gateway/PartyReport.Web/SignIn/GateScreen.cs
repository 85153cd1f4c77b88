using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PartyReport.Web.SignIn;

/// <summary>Shows a page around a session; nobody needs to be known for it.</summary>
internal static class GateScreen
{
    public static IResult Of<TView>(HttpContext context, object model, int status) where TView : IComponent
    {
        Headers.Write(context.Response);
        return new RazorComponentResult<TView>(new Dictionary<string, object?> { ["Visit"] = new Visit(context), ["Model"] = model }) { StatusCode = status };
    }
}
