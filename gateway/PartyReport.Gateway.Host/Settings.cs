using System.Security.Cryptography;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Host;

/// <summary>Settings of the gateway.</summary>
/// <param name="Folder"><c>Data:Folder</c>, required: keys of the sessions. Made when missing, readable by its owner only.</param>
/// <param name="SigningKey"><c>Tokens:SigningKeyFile</c>, required: private key of the tokens, made when missing.</param>
/// <param name="DemoCounty"><c>Demo:County</c>, default false: demo accounts without a password, on this machine only.</param>
/// <param name="Services"><c>Services:Directory</c> and so on, all five required: http addresses.</param>
internal sealed record Settings(string Folder, ECDsa SigningKey, bool DemoCounty, IReadOnlyDictionary<string, Uri> Services)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Dictionary<string, string> Modules =
        Gateway.Routes.Modules.Values.Distinct().ToDictionary(m => m, m => $"{char.ToUpperInvariant(m[0])}{m[1..]}");

    /// <summary>All settings; or null, and everything that is wrong with them.</summary>
    public static Settings? Of(IConfiguration config, out IReadOnlyList<string> errors)
    {
        var reader = new SettingsReader(config);
        var folder = DataFolder(reader);
        var key = Key(reader);
        reader.NoOthers("Demo", "County");
        var demo = reader.Flag("Demo:County");
        var services = Addresses(reader);
        foreach (var fault in BindGuard.Faults(config, demo)) reader.Add(fault);
        Certificate(reader, config);
        foreach (var variable in TelemetrySetup.Endpoints) reader.OptionalHttp(variable);
        errors = reader.Errors;
        return errors is [] ? new Settings(folder!, key!, demo, services) : null;
    }

    private static string? DataFolder(SettingsReader reader)
    {
        reader.NoOthers("Data", "Folder");
        if (reader.Required("Data:Folder", "folder of the gateway, for example /var/lib/partyreport/gateway") is not { } folder) return null;
        return Attempt(reader, "Data:Folder", () =>
            OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly))?.FullName;
    }

    // Made at once, because the services need its public half to start.
    private static ECDsa? Key(SettingsReader reader)
    {
        const string Setting = "Tokens:SigningKeyFile";
        reader.NoOthers("Tokens", "SigningKeyFile");
        return reader.Required(Setting, "file for the private key of the tokens; it is made when it is not there") is { } file
            ? Attempt(reader, Setting, () => Gateway.SigningKey.Open(file))
            : null;
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
