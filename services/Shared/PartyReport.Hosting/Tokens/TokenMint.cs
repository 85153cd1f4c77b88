using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartyReport.Hosting;

/// <summary>Signs short tokens: one person or service, one service that may believe them, at most a minute.</summary>
/// <param name="key">The key to sign with, asked for each time, because keys rotate.</param>
public sealed class TokenMint(Func<ECDsa> key, TimeProvider clock)
{
    /// <summary>Who signs.</summary>
    public const string Issuer = "partyreport-gateway";

    /// <summary>How the subject begins when it is a service.</summary>
    public const string ServicePrefix = "service:";

    /// <summary>Life of a token.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    // One reference, so that whoever reads while another writes has a key and the credentials of that key.
    private volatile Signing? _signing;

    /// <summary>Signs with one key for ever.</summary>
    public TokenMint(ECDsa key, TimeProvider clock) : this(() => key, clock) { }

    /// <summary>A token for a person, good for one service.</summary>
    public string For(Guid person, string audience, TokenClaims? claims = null) => Sign(person.ToString("D"), audience, claims ?? TokenClaims.None);

    /// <summary>A token for a service that acts by itself, good for one other.</summary>
    public string ForService(string service, string audience) => Sign(ServicePrefix + service, audience, TokenClaims.None);

    private string Sign(string subject, string audience, TokenClaims more)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = subject, [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
        };
        more.AddTo(claims);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = audience, IssuedAt = now, NotBefore = now, Expires = now + Life, SigningCredentials = Credentials(),
            Claims = claims,
        });
    }

    private SigningCredentials Credentials()
    {
        var current = key();
        if (_signing is { } known && ReferenceEquals(known.Key, current)) return known.Credentials;
        var made = new Signing(current, new SigningCredentials(TokenKeys.Named(current), SecurityAlgorithms.EcdsaSha256));
        _signing = made;
        return made.Credentials;
    }

    private sealed record Signing(ECDsa Key, SigningCredentials Credentials);
}
