using Microsoft.AspNetCore.Http;

namespace PartyReport.Hosting;

/// <summary>
/// Who is asking: the person named by a token that the gateway signed for this very service. Whatever is wrong with it, the
/// answer is the same and tells nothing.
/// </summary>
internal sealed class ActorMiddleware(RequestDelegate next, TokenReader tokens, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is not { } module)
        {
            await next(context);
            return;
        }
        if (await tokens.Read(context.Request, module.Name) is not { } token || !Guid.TryParseExact(token.Subject, "D", out var person))
        {
            await new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.").ToProblem().ExecuteAsync(context);
            return;
        }
        context.Features.Set(new Actor(person) { Claims = TokenClaims.Of(token) });
        context.Features.Set(new Access(person, Day.Of(clock.GetUtcNow())));
        await next(context);
    }
}
