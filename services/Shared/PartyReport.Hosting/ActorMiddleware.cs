using System.Net;
using Microsoft.AspNetCore.Http;

namespace PartyReport.Hosting;

/// <summary>
/// Who is asking: on loopback, the person named by the header <c>X-Demo-Person</c>. There is no proof in it, so any other
/// address is refused; signed tokens replace it when the services stand behind the gateway.
/// </summary>
internal sealed class ActorMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is null) return next(context);
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            return Refusal.Forbidden("request.not-loopback", "This server answers on its own machine only.").ToProblem().ExecuteAsync(context);
        if (!Guid.TryParseExact(context.Request.Headers["X-Demo-Person"].ToString(), "D", out var person))
            return new Refusal(StatusCodes.Status401Unauthorized, "request.person-missing", "Send a header X-Demo-Person with a person's id.")
                .ToProblem().ExecuteAsync(context);
        context.Features.Set(new Actor(person));
        return next(context);
    }
}
