using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>
/// Who is asking: the person named by a token that the gateway signed for this very service. Whatever is wrong with it, the
/// answer is the same and tells nothing.
/// </summary>
internal sealed class ActorMiddleware(RequestDelegate next, TokenKeys keys, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const string DirectoryClaim = "dir";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is not { } module)
        {
            await next(context);
            return;
        }
        if (await Read(context.Request, module.Name) is not { } actor)
        {
            await new Refusal(StatusCodes.Status401Unauthorized, "request.not-signed-in", "Sign in first.").ToProblem().ExecuteAsync(context);
            return;
        }
        context.Features.Set(actor);
        context.Features.Set(new Access(actor.Person, Day.Of(clock.GetUtcNow())));
        await next(context);
    }

    private async Task<Actor?> Read(HttpRequest request, string audience)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var result = await _handler.ValidateTokenAsync(header[Scheme.Length..], new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], IssuerSigningKeys = keys.All, TryAllIssuerSigningKeys = true,
            ValidIssuer = TokenMint.Issuer, ValidAudience = audience, RequireExpirationTime = true, RequireSignedTokens = true,
            LifetimeValidator = (from, to, _, _) => IsNow(from, to),
        });
        return result.IsValid && Guid.TryParseExact(result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value, "D", out var person)
            ? new Actor(person) { Directory = DirectoryPosition.Parse(result.ClaimsIdentity.FindFirst(DirectoryClaim)?.Value) }
            : null;
    }

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from is not null && to is not null && from - Skew <= now && now < to + Skew && to - from <= TokenMint.Life;
    }
}
