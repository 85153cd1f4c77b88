using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Support;
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

    /// <summary>Names of the scripts that this program brings and the schema has not seen.</summary>
    public async Task<IReadOnlyList<string>> Missing(Session session)
    {
        var seen = await session.Query<string>("select scriptname from schema_versions");
        return [.. from assembly in scripts
                   from name in assembly.GetManifestResourceNames()
                   where IsScript(name) && !seen.Contains(name)
                   select name];
    }

    private static bool IsScript(string name) => name.Contains(".Storage.Postgres.", StringComparison.Ordinal);

    private void Upgrade(string connectionString)
    {
        var upgrade = DeployChanges.To.PostgresqlDatabase(connectionString, schema)
            .JournalToPostgresqlTable(schema, "schema_versions").WithTransactionPerScript().WithVariablesDisabled().LogToNowhere();
        // Or the library would try to create the schema, which takes a right over the whole database.
        upgrade.Configure(c => ((ScriptExecutor)c.ScriptExecutor).Schema = null);
        // Without the group, scripts would run in the order of their assemblies' names.
        foreach (var (order, assembly) in scripts.Index())
            upgrade.WithScriptsEmbeddedInAssembly(
                assembly, IsScript, new SqlScriptOptions { RunGroupOrder = order });
        var result = upgrade.Build().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed: {result.Error?.Message}", result.Error);
    }

    // What is append-only for the trigger is append-only for the role as well.
    private string Grants(string runtimeRole) =>
        $"""
        grant usage on schema "{schema}" to "{runtimeRole}";
        grant select, insert, update, delete on all tables in schema "{schema}" to "{runtimeRole}";
        grant usage on all sequences in schema "{schema}" to "{runtimeRole}";
        do $$
        declare append_only regclass;
        begin
            for append_only in select distinct tgrelid::regclass from pg_trigger where tgfoid = '"{schema}".refuse_change'::regproc loop
                execute format('revoke update, delete on %s from "{runtimeRole}"', append_only);
            end loop;
        end $$;
        revoke insert, update, delete on schema_versions from "{runtimeRole}";
        """;

    // Waiting for another migration takes as long as that one does.
    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
