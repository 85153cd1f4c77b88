using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PartyReport.Hosting;

/// <summary>How a service comes to know whose tokens it believes.</summary>
public static class TokenSetup
{
    /// <summary>Setting with the PEM file of the gateway's public key.</summary>
    public const string GatewayKeySetting = "Tokens:GatewayKeyFile";

    /// <summary>Believes the gateway's tokens. Throws at once when the file is missing or holds no key.</summary>
    public static IServiceCollection AddGatewayTokens(this IServiceCollection services, IConfiguration config) =>
        services.AddSingleton(TokenKeys.FromFile(config[GatewayKeySetting]
            ?? throw new InvalidOperationException($"The setting {GatewayKeySetting} is missing: name the gateway's public key.")));
}
