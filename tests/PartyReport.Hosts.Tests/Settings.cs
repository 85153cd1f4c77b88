using Npgsql;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

/// <summary>Settings that a service starts with, in a folder that goes away with the test. Tests replace or take away each.</summary>
internal sealed class Settings : Dictionary<string, string>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("partyreport-host-").FullName;

    /// <summary>A database and a broker that are not there.</summary>
    public Settings()
    {
        var key = Path.Combine(_folder, "gateway.pub");
        File.WriteAllText(key, TestTokens.Key.ExportSubjectPublicKeyInfoPem());
        this["Data:Folder"] = Path.Combine(_folder, "data");
        this["Postgres:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=partyreport;Username=runtime;Password=pass-s3cret";
        this["RabbitMq:Uri"] = "amqp://user:broker-s3cret@127.0.0.1:1/";
        this["Tokens:GatewayKeyFile"] = key;
    }

    /// <summary>A database that is there, reached directly or through a port; the broker is not.</summary>
    public Settings(PostgresModule module, int? through = null) : this() =>
        this["Postgres:ConnectionString"] = through is { } port
            ? new NpgsqlConnectionStringBuilder(module.Runtime) { Host = "127.0.0.1", Port = port }.ToString()
            : module.Runtime;

    /// <summary>A file with this text; its path.</summary>
    public string Save(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Settings With(string key, string? value)
    {
        if (value is null) Remove(key);
        else this[key] = value;
        return this;
    }

    public Settings With(IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (key, value) in more) this[key] = value;
        return this;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
