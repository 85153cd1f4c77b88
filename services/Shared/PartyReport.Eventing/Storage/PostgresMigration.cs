using System.Reflection;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>Brings a module's schema up to date, as its owner role, and grants the runtime role what it needs and no more.</summary>
/// <param name="schema">Name of the module and of its schema, which exists and belongs to the owner.</param>
/// <param name="scripts">Assemblies whose embedded <c>.Storage.Postgres.*.sql</c> scripts make the schema, in order.</param>
public sealed class PostgresMigration(string schema, IReadOnlyList<Assembly> scripts)
{
    /// <summary>Runs what has not run yet. Two at once wait for each other; throws when a script fails, which then left nothing.</summary>
    public async Task Run(string ownerConnection, string runtimeRole, CancellationToken ct)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(ownerConnection) { SearchPath = schema, Pooling = false }.ToString();
        await using var guard = new NpgsqlConnection(connectionString);
        await guard.OpenAsync(ct);
        await Execute(guard, $"select pg_advisory_lock(hashtextextended('{schema}.migration', 0))", ct);
        Upgrade(connectionString);
        await Execute(guard, Grants(runtimeRole), ct);
    }

    private void Upgrade(string connectionString)
    {
        var upgrade = DeployChanges.To.PostgresqlDatabase(connectionString, schema)
            .JournalToPostgresqlTable(schema, "schema_versions").WithTransactionPerScript().WithVariablesDisabled().LogToNowhere();
        // Without the group, scripts would run in the order of their assemblies' names.
        foreach (var (order, assembly) in scripts.Index())
            upgrade.WithScriptsEmbeddedInAssembly(
                assembly, name => name.Contains(".Storage.Postgres.", StringComparison.Ordinal), new SqlScriptOptions { RunGroupOrder = order });
        var result = upgrade.Build().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed: {result.Error?.Message}", result.Error);
    }

    // What is append-only for the trigger is append-only for the role as well.
    private string Grants(string runtimeRole) =>
        $"""
        grant usage on schema "{schema}" to "{runtimeRole}";
        grant select, insert, update, delete on all tables in schema "{schema}" to "{runtimeRole}";
        revoke update, delete on event, event_0, event_1, event_2, event_3, event_4, event_5, event_6, event_7 from "{runtimeRole}";
        revoke insert, update, delete on schema_versions from "{runtimeRole}";
        """;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
