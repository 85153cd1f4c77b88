using Microsoft.AspNetCore.Http;

namespace PartyReport.Hosting;

/// <summary>Endpoint metadata: only one other service may call it, with a token in its own name. No person is asked for.</summary>
public sealed record ServiceCaller(string Module, string Caller);

/// <summary>Lets nobody but the named service through. Whatever is wrong, the answer is the same and tells nothing.</summary>
internal sealed class ServiceCallerMiddleware(RequestDelegate next, TokenReader tokens)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ServiceCaller>() is { } expected
            && (await tokens.Read(context.Request, expected.Module))?.Subject != TokenMint.ServicePrefix + expected.Caller)
        {
            await new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.").ToProblem().ExecuteAsync(context);
            return;
        }
        await next(context);
    }
}
