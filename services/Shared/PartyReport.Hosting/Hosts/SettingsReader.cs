using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace PartyReport.Hosting;

/// <summary>
/// Reads settings and collects everything that is wrong with them. No message repeats a value that may hold a secret, so an
/// error of a parser is never passed on: a password with a semicolon in it would be quoted.
/// </summary>
internal sealed class SettingsReader(IConfiguration config)
{
    /// <summary>Ends a list of errors.</summary>
    public const string Hint = "In the environment a colon is written as two underscores: Postgres__ConnectionString.";

    private readonly List<string> _errors = [];

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>A value that is needed; null, and an error that says what it is for, when it is missing.</summary>
    public string? Required(string key, string meaning)
    {
        if (config[key] is { Length: > 0 } value) return value;
        _errors.Add($"{key} is missing: {meaning}.");
        return null;
    }

    /// <summary>A misspelt setting would otherwise be one that is silently not there.</summary>
    public void NoOthers(string section, params string[] known)
    {
        foreach (var key in config.GetSection(section).GetChildren().Select(c => c.Key))
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
                _errors.Add(
                    $"{section}:{key} is not a setting of this program. " +
                    $"It knows {string.Join(", ", known.Select(k => $"{section}:{k}"))}.");
    }

    public bool Flag(string key)
    {
        if (config[key] is not { Length: > 0 } value) return false;
        if (!bool.TryParse(value, out var flag)) _errors.Add($"{key} is neither true nor false.");
        return flag;
    }

    public NpgsqlConnectionStringBuilder? Connection(string key, string meaning)
    {
        if (Required(key, meaning + ", for example Host=db;Database=partyreport;Username=…;Password=…") is not { } value) return null;
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(value);
            Part(connection.Host, "host");
            Part(connection.Database, "database");
            Part(connection.Username, "user");
            return connection;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            _errors.Add(
                $"{key} is not a connection string: it must be Keyword=value;Keyword=value with the keywords of Npgsql. " +
                "A value with a semicolon, an equals sign or quotes in it stands in quotes.");
            return null;
        }

        void Part(string? part, string name)
        {
            if (string.IsNullOrEmpty(part)) _errors.Add($"{key} names no {name}.");
        }
    }

    public Uri? Broker(string key, string meaning)
    {
        if (Required(key, meaning + ", for example amqp://user:password@host:5672/") is not { } value) return null;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") || address.Host is "")
        {
            _errors.Add(
                $"{key} is not an address of the form amqp://user:password@host:port/vhost. " +
                "Special characters of a password stand as %XX.");
            return null;
        }
        if (!address.UserInfo.Contains(':', StringComparison.Ordinal)) _errors.Add($"{key} names no user and password.");
        return address;
    }

    /// <summary>An optional address of the standard telemetry variables.</summary>
    public void OptionalHttp(string key)
    {
        if (config[key] is not { Length: > 0 } value) return;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            _errors.Add($"{key} is not an http address.");
    }

    /// <summary>Addresses to listen on. TLS ends at the gateway or at a proxy in front of the service.</summary>
    public void Listening(string key)
    {
        foreach (var address in config[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            if (!IsHttp(address))
                _errors.Add($"{key}: {address} is not an address to listen on, for example http://127.0.0.1:5181 or http://0.0.0.0:8080.");
    }

    public void Add(string error) => _errors.Add(error);

    private static bool IsHttp(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme is "http";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
