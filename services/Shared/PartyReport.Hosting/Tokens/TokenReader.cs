using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>Believes a request's token or not: signed by a known key, for this service, now, for no longer than a token may live.</summary>
internal sealed class TokenReader(TokenKeys keys, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>The token, or null, whatever is wrong with it.</summary>
    public async Task<JsonWebToken?> Read(HttpRequest request, string audience)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var result = await _handler.ValidateTokenAsync(header[Scheme.Length..], new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], IssuerSigningKeys = keys.All, TryAllIssuerSigningKeys = true,
            ValidIssuer = TokenMint.Issuer, ValidAudience = audience, RequireExpirationTime = true, RequireSignedTokens = true,
            LifetimeValidator = (from, to, _, _) => IsNow(from, to),
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from is not null && to is not null && from - Skew <= now && now < to + Skew && to - from <= TokenMint.Life;
    }
}
