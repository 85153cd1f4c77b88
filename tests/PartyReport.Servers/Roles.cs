using Npgsql;

namespace PartyReport.Servers;

/// <summary>The two roles of a module. Roles belong to the whole server, so each process has its own.</summary>
internal sealed record Roles(string Owner, string Runtime, string Password)
{
    public static Roles New(string module)
    {
        var runtime = $"partyreport_{module}_{Guid.NewGuid().ToString("N")[..12]}";
        return new Roles(runtime + "_owner", runtime, Guid.NewGuid().ToString("N"));
    }

    public string Connection(string server, string database, string role) => new NpgsqlConnectionStringBuilder(server)
    {
        Database = database, Username = role, Password = Password,
    }.ToString();
}
