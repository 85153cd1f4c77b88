using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PartyReport.Web;

/// <summary>
/// In front of every page. A form must carry the token that its page was given, so that no other site can send it. What a
/// service refuses to a whole page becomes a page that says so.
/// </summary>
internal sealed class FormGuard : IEndpointFilter
{
    private static readonly Problem Stale = new("form.stale", StatusCodes.Status400BadRequest,
        "This form is out of date or came from elsewhere; nothing was changed.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !await IsOurs(http)) return await Refused(http, Stale);
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            return await Refused(http, refused.Problem);
        }
    }

    // What was typed goes along, to be sent again under the same key.
    private static async Task<IResult> Refused(HttpContext http, Problem problem)
    {
        var visit = new Visit(http);
        return await visit.Refused(problem, await visit.Typed());
    }

    private static async Task<bool> IsOurs(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return false;
        // Read before the token is looked for, which would take a form that is too large for a fault of ours.
        try
        {
            await http.Request.ReadFormAsync();
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge, e);
        }
        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
    }
}
