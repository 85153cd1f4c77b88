namespace PartyReport.Gateway.Host;

/// <summary>Settings of the gateway, and everything that is wrong with them.</summary>
/// <param name="Folder"><c>Data:Folder</c>, required: keys of the sessions.</param>
/// <param name="SigningKeyFile"><c>Tokens:SigningKeyFile</c>, required: private key of the tokens, made when missing.</param>
/// <param name="DemoCounty"><c>Demo:County</c>, default false: demo accounts without a password.</param>
/// <param name="Services"><c>Services:Directory</c> and so on, all five required: http addresses.</param>
internal sealed record Settings(
    string Folder, string SigningKeyFile, bool DemoCounty, IReadOnlyDictionary<string, Uri> Services, IReadOnlyList<string> Errors)
{
    public static Settings Of(IConfiguration config)
    {
        var errors = new List<string>();
        string Required(string name)
        {
            if (config[name] is { Length: > 0 } value) return value;
            errors.Add($"{name} is missing.");
            return "";
        }

        var services = new Dictionary<string, Uri>();
        foreach (var service in Gateway.Routes.Modules.Values.Distinct())
        {
            var name = $"Services:{char.ToUpperInvariant(service[0])}{service[1..]}";
            if (Required(name) is not { Length: > 0 } value) continue;
            if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") services[service] = address;
            else errors.Add($"{name}: {value} is no http address.");
        }
        var (folder, key) = (Required("Data:Folder"), Required("Tokens:SigningKeyFile"));
        if (config["Demo:County"] is { } demo && !bool.TryParse(demo, out _)) errors.Add($"Demo:County: {demo} is neither true nor false.");
        foreach (var address in BindGuard.Refused(config["urls"]))
            errors.Add($"{address}: outside loopback the gateway serves https only. Give it a certificate, or an address of this machine.");
        return new Settings(folder, key, string.Equals(config["Demo:County"], "true", StringComparison.OrdinalIgnoreCase), services, errors);
    }
}
