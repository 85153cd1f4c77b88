using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>All settings of a service, or all that is wrong with them, before anything is opened.</summary>
internal static class SettingsCheck
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static ServiceSettings? Read(IConfiguration config, HostCommand command, out IReadOnlyList<string> errors)
    {
        var reader = new SettingsReader(config);
        var settings = new ServiceSettings(
            Data(reader), Postgres(reader, command), RabbitMq(reader, command), Tokens(reader, command), Demo(reader));
        reader.Listening("urls");
        foreach (var variable in TelemetrySetup.Endpoints) reader.OptionalHttp(variable);
        errors = reader.Errors;
        return errors is [] ? settings : null;
    }

    private static DataSettings Data(SettingsReader reader)
    {
        reader.NoOthers("Data", "Folder");
        var folder = reader.Required(EventingSetup.FolderSetting, "folder of this service, for example /var/lib/partyreport/drafting");
        if (folder is not null && Unusable(folder) is { } reason)
            reader.Add($"{EventingSetup.FolderSetting}: {folder} cannot be written. {reason}");
        return new DataSettings(folder ?? "");
    }

    private static PostgresSettings Postgres(SettingsReader reader, HostCommand command)
    {
        const string Owner = "Postgres:OwnerConnectionString";
        reader.NoOthers("Postgres", "ConnectionString", "OwnerConnectionString");
        var runtime = reader.Connection(EventingSetup.PostgresSetting, "connection of the runtime role");
        var owner = command == HostCommand.Serve ? null : reader.Connection(Owner, "connection of the role that owns the schema");
        if (runtime is not null && owner is not null
            && (runtime.Host, runtime.Port, runtime.Database) != (owner.Host, owner.Port, owner.Database))
            reader.Add($"{EventingSetup.PostgresSetting} and {Owner} lead to different databases.");
        return new PostgresSettings(runtime!, owner);
    }

    private static RabbitMqSettings RabbitMq(SettingsReader reader, HostCommand command)
    {
        reader.NoOthers("RabbitMq", "Uri");
        return new RabbitMqSettings(command == HostCommand.Serve ? reader.Broker(BrokerSetup.UriSetting, "address of the broker") : null);
    }

    private static TokenSettings Tokens(SettingsReader reader, HostCommand command)
    {
        reader.NoOthers("Tokens", "GatewayKeyFile");
        if (command != HostCommand.Serve) return new TokenSettings(null);
        var file = reader.Required(
            TokenSetup.GatewayKeySetting, "file with the gateway's public key, which the gateway makes at its first start");
        if (file is not null && NoPublicKey(file) is { } reason) reader.Add($"{TokenSetup.GatewayKeySetting}: {file} {reason}.");
        return new TokenSettings(file);
    }

    private static DemoSettings Demo(SettingsReader reader)
    {
        reader.NoOthers("Demo", "County");
        return new DemoSettings(reader.Flag("Demo:County"));
    }

    private static string? Unusable(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly);
            using (new FileStream(Path.Combine(folder, $".write-{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            })) { }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string? NoPublicKey(string file)
    {
        try
        {
            var text = File.ReadAllText(file);
            if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
                return "holds a private key, which only the gateway may have; name its public half";
            return TokenKeys.Read(text).All(TokenKeys.IsOnRightCurve) ? null : "holds a key on another curve than P-256";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: start the gateway first, which makes it, or look at its permissions";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "holds no public key in PEM form and no key set";
        }
    }
}
