using System.Reflection;
using Npgsql;

namespace PartyReport.Eventing.Tests;

internal sealed class TempModule : IAsyncDisposable
{
    public string Runtime { get; private set; } = "";
    public string Owner { get; private set; } = "";

    public static async Task<TempModule> Create(string schema, params Assembly[] scripts)
    {
        var admin = "Host=127.0.0.1;Port=54999;Username=postgres;Password=x;Database=postgres";
        var db = "t" + Guid.NewGuid().ToString("N")[..8];
        await using (var c = new NpgsqlConnection(admin))
        {
            await c.OpenAsync();
            await new NpgsqlCommand($"create database {db}", c).ExecuteNonQueryAsync();
        }
        var m = new TempModule { Owner = admin.Replace("Database=postgres", "Database=" + db), Runtime = admin.Replace("Database=postgres", "Database=" + db).Replace("=postgres;", "=pr_runtime;") };
        await using (var c = new NpgsqlConnection(m.Owner))
        {
            await c.OpenAsync();
            await new NpgsqlCommand($"create schema \"{schema}\"; do $$ begin create role pr_runtime login; exception when duplicate_object then null; end $$; ", c).ExecuteNonQueryAsync();
        }
        await new PostgresMigration(schema, scripts).Run(m.Owner, "pr_runtime", default);
        return m;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        var admin = "Host=127.0.0.1;Port=54999;Username=postgres;Password=x;Database=postgres";
        await using var c = new NpgsqlConnection(admin);
        await c.OpenAsync();
        await new NpgsqlCommand($"drop database {new NpgsqlConnectionStringBuilder(Owner).Database} with (force)", c).ExecuteNonQueryAsync();
    }
}
