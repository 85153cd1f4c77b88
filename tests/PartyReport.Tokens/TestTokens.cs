using System.Net.Http.Headers;
using System.Security.Cryptography;
using PartyReport.Hosting;

namespace PartyReport.Tokens;

/// <summary>Tokens of a gateway that exists only in this test process.</summary>
public static class TestTokens
{
    /// <summary>The gateway's key.</summary>
    public static ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What a service must know to believe them.</summary>
    public static TokenKeys Keys { get; } = new(Key);

    /// <summary>The header of a request by a service in its own name.</summary>
    public static AuthenticationHeaderValue ForService(string caller, string service, TimeProvider? clock = null) =>
        new("Bearer", new TokenMint(Key, clock ?? TimeProvider.System).ForService(caller, service));

    /// <summary>The header of a request by a person to a service.</summary>
    public static AuthenticationHeaderValue For(Guid person, string service, TimeProvider? clock = null) =>
        new("Bearer", new TokenMint(Key, clock ?? TimeProvider.System).For(person, service));
}
