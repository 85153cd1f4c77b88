using System.Globalization;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Host;

/// <summary>Settings of the gateway.</summary>
/// <param name="Folder"><c>Data:Folder</c>, required: keys of the sessions. Made when missing, readable by its owner only.</param>
/// <param name="SigningKeys">
/// <c>Tokens:SigningKeyFile</c>, required: private keys of the tokens, made when missing, of this process alone. <c>Tokens:PublicKeyFile</c>: the
/// public halves; absent: beside it. <c>Tokens:RotateHours</c>, default 24: how long one signs.
/// </param>
/// <param name="DemoCounty"><c>Demo:County</c>, default false: demo accounts without a password, on this machine only.</param>
/// <param name="Proxies"><c>Proxies:Known</c>: addresses or networks, with commas, whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed; absent: nobody's.</param>
/// <param name="RequestsPerSecond"><c>Limits:RequestsPerSecond</c>, default 200: of one session; ten seconds' worth may come at once. 0: no limit.</param>
/// <param name="Provider"><c>OpenIdConnect</c>: see <see cref="ProviderSettings"/>; null: nobody signs in at a provider.</param>
/// <param name="Services"><c>Services:Directory</c> and so on, all five required: http addresses.</param>
internal sealed record Settings(
    string Folder, SigningKeys SigningKeys, bool DemoCounty, IReadOnlyDictionary<string, Uri> Services, KnownProxies Proxies, int RequestsPerSecond,
    SignInProvider? Provider)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Dictionary<string, string> Modules =
        Gateway.Routes.Modules.Values.Distinct().ToDictionary(m => m, m => $"{char.ToUpperInvariant(m[0])}{m[1..]}");

    /// <summary>All settings; or null, and everything that is wrong with them.</summary>
    public static Settings? Of(IConfiguration config, out IReadOnlyList<string> errors)
    {
        var reader = new SettingsReader(config);
        var folder = DataFolder(reader);
        var key = Key(reader, config);
        reader.NoOthers("Demo", "County");
        var demo = reader.Flag("Demo:County");
        var services = Addresses(reader);
        var proxies = KnownProxies.Of(config, reader);
        reader.NoOthers("Limits", "RequestsPerSecond");
        var limit = Number(reader, config, "Limits:RequestsPerSecond", 200, 0);
        var provider = ProviderSettings.Of(config, reader);
        if (demo && proxies.Any) reader.Add("Demo:County: accounts without a password do not go with a proxy in front (Proxies:Known); set one of them.");
        foreach (var fault in BindGuard.Faults(config, demo, proxies.Any)) reader.Add(fault);
        Certificate(reader, config);
        foreach (var variable in TelemetrySetup.Endpoints) reader.OptionalHttp(variable);
        errors = reader.Errors;
        return errors is [] ? new Settings(folder!, key!, demo, services, proxies, limit, provider) : null;
    }

    private static string? DataFolder(SettingsReader reader)
    {
        reader.NoOthers("Data", "Folder");
        if (reader.Required("Data:Folder", "folder of the gateway, for example /var/lib/partyreport/gateway") is not { } folder) return null;
        return Attempt(reader, "Data:Folder", () =>
            OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly))?.FullName;
    }

    // Made at once, because the services need its public half to start.
    private static SigningKeys? Key(SettingsReader reader, IConfiguration config)
    {
        const string Setting = "Tokens:SigningKeyFile";
        reader.NoOthers("Tokens", "SigningKeyFile", "PublicKeyFile", "RotateHours");
        var life = TimeSpan.FromHours(Number(reader, config, "Tokens:RotateHours", 24, 1));
        return reader.Required(Setting, "file for the private key of the tokens; it is made when it is not there") is { } file
            ? Attempt(reader, Setting, () => Gateway.SigningKeys.Open(file, TimeProvider.System, life, config["Tokens:PublicKeyFile"]))
            : null;
    }

    private static int Number(SettingsReader reader, IConfiguration config, string key, int absent, int least)
    {
        if (config[key] is not { Length: > 0 } value) return absent;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        reader.Add($"{key} is no number of at least {least}.");
        return absent;
    }

    private static Dictionary<string, Uri> Addresses(SettingsReader reader)
    {
        reader.NoOthers("Services", [.. Modules.Values]);
        var addresses = new Dictionary<string, Uri>();
        foreach (var (module, name) in Modules)
        {
            if (reader.Required($"Services:{name}", $"address of the service {module}, for example http://127.0.0.1:5181") is not { } value) continue;
            if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") addresses[module] = address;
            else reader.Add($"Services:{name}: {value} is no http address.");
        }
        return addresses;
    }

    private static void Certificate(SettingsReader reader, IConfiguration config)
    {
        const string Path = "Kestrel:Certificates:Default:Path";
        if (config[Path] is { Length: > 0 } file)
        {
            if (!File.Exists(file)) reader.Add($"{Path}: {file} is not there.");
        }
        else if (BindGuard.Addresses(config).Any(BindGuard.IsHttps)) reader.Add($"{Path} is missing: https needs a certificate.");
    }

    private static T? Attempt<T>(SettingsReader reader, string setting, Func<T> work) where T : class
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            reader.Add($"{setting}: {e.Message}");
            return null;
        }
    }
}
