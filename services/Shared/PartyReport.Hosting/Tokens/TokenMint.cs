using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>Signs short tokens: one person, one service that may believe them, at most a minute.</summary>
public sealed class TokenMint(ECDsa key, TimeProvider clock)
{
    /// <summary>Who signs.</summary>
    public const string Issuer = "partyreport-gateway";

    /// <summary>Life of a token.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly SigningCredentials _signing = new(TokenKeys.Named(key), SecurityAlgorithms.EcdsaSha256);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token for a person, good for one service.</summary>
    public string For(Guid person, string audience)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = audience, IssuedAt = now, NotBefore = now, Expires = now + Life, SigningCredentials = _signing,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = person.ToString("D"), [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
            },
        });
    }
}
