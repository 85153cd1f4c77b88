using PartyReport.Hosting;

namespace PartyReport.Gateway.Host;

/// <summary>
/// Section <c>OpenIdConnect</c>; absent: nobody signs in at a provider. <c>Authority</c>, <c>ClientId</c>, <c>ClientSecret</c> or
/// <c>ClientSecretFile</c>, and <c>Address</c> (of the gateway, as browsers know it) are required then. <c>Claim</c>, default <c>sub</c>;
/// <c>Scope</c>, default none beside <c>openid</c>; <c>LabelZh</c>, <c>LabelEn</c>: what the button says.
/// </summary>
internal static class ProviderSettings
{
    private const string Section = "OpenIdConnect";

    // OpenID Connect Core 5.7: nothing else names a person for good, and these least of all. They are given to others, or changed by their holder.
    private static readonly string[] Passing =
        ["name", "given_name", "family_name", "nickname", "preferred_username", "email", "phone_number", "website", "profile"];

    public static SignInProvider? Of(IConfiguration config, SettingsReader reader)
    {
        if (!config.GetSection(Section).GetChildren().Any()) return null;
        reader.NoOthers(Section, "Authority", "ClientId", "ClientSecret", "ClientSecretFile", "Address", "Claim", "Scope", "LabelZh", "LabelEn");
        var authority = Address(reader, "Authority", "address of the provider, for example https://login.example.gov.cn");
        var address = Address(reader, "Address", "address of the gateway as browsers know it, for example https://report.example.gov.cn");
        var client = reader.Required($"{Section}:ClientId", "name of the gateway at the provider");
        var secret = Secret(config, reader);
        if (address is { AbsolutePath: not "/" }) reader.Add($"{Section}:Address: without a path.");
        var claim = Text("Claim", "sub");
        if (Passing.Contains(claim)) reader.Add($"{Section}:Claim: {claim} does not stay with a person; take sub, or a number that is never given again.");
        return authority is null || address is null || client is null || secret is null
            ? null
            : new SignInProvider(
                authority, client, secret, claim, Text("Scope", ""), address, Text("LabelZh", "统一身份认证登录"),
                Text("LabelEn", "Sign in with the organisation's account"));

        string Text(string name, string absent) => config[$"{Section}:{name}"] is { Length: > 0 } value ? value : absent;
    }

    private static Uri? Address(SettingsReader reader, string name, string meaning)
    {
        if (reader.Required($"{Section}:{name}", meaning) is not { } value) return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query != "" || address.Fragment != "")
            reader.Add($"{Section}:{name}: {value} is no http address.");
        else if (address.Scheme == "http" && !address.IsLoopback)
            reader.Add($"{Section}:{name}: outside loopback it is https only; codes and the secret would be read on the way.");
        else return address;
        return null;
    }

    private static string? Secret(IConfiguration config, SettingsReader reader)
    {
        if (config[$"{Section}:ClientSecretFile"] is not { Length: > 0 } file)
            return reader.Required($"{Section}:ClientSecret", $"secret of the gateway at the provider; or {Section}:ClientSecretFile");
        try
        {
            if (File.ReadAllText(file).Trim() is { Length: > 0 } secret) return secret;
            reader.Add($"{Section}:ClientSecretFile: {file} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reader.Add($"{Section}:ClientSecretFile: {e.Message}");
        }
        return null;
    }
}
