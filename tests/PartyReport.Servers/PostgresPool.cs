using System.Collections.Concurrent;
using System.Reflection;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Servers;

/// <summary>
/// Databases of one module, lent one after another: emptying one takes a hundredth of the time that making one takes. One
/// whose owner was asked for may have another schema now and is not lent again.
/// </summary>
internal sealed class PostgresPool
{
    private readonly string _server;
    private readonly string _name;
    private readonly Assembly[] _scripts;
    private readonly Lazy<Task<Roles>> _roles;
    private readonly ConcurrentBag<string> _free = [];

    public PostgresPool(string server, string name, Assembly[] scripts)
    {
        (_server, _name, _scripts) = (server, name, scripts);
        _roles = new(MakeRoles);
    }

    public async Task<PostgresModule> Lend()
    {
        var roles = await _roles.Value;
        return new PostgresModule(this, _server, _name, _free.TryTake(out var database) ? database : await Make(roles), roles);
    }

    public async Task TakeBack(string database, bool maybeChanged)
    {
        if (maybeChanged || _scripts is [])
        {
            await Drop(database);
            return;
        }
        await Execute(In(database),
            $"""
            select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
            set session_replication_role = replica;
            do $$ declare name text; begin
                for name in select tablename from pg_tables
                    where schemaname = '{_name}' and tablename not in ('log', 'relay_lease', 'schema_versions') and tablename !~ '^event_\d$' loop
                    execute format('delete from "{_name}".%I', name);
                end loop;
            end $$;
            update "{_name}".log set generation = 1;
            update "{_name}".relay_lease set epoch = 0, holder = '', expires_at = 'epoch';
            """);
        _free.Add(database);
    }

    private async Task<Roles> MakeRoles()
    {
        var roles = Roles.New(_name);
        await Execute(_server,
            $"create role \"{roles.Owner}\" login password '{roles.Password}'; create role \"{roles.Runtime}\" login password '{roles.Password}'");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(roles).GetAwaiter().GetResult();
        return roles;
    }

    private async Task<string> Make(Roles roles)
    {
        var database = $"partyreport_{_name}_{Guid.NewGuid().ToString("N")[..12]}";
        await Execute(_server, $"create database \"{database}\"");
        await Execute(In(database),
            $"""
            revoke all on database "{database}" from public;
            grant connect on database "{database}" to "{roles.Owner}", "{roles.Runtime}";
            revoke all on schema public from public;
            create schema "{_name}" authorization "{roles.Owner}";
            """);
        if (_scripts is not [])
            await new PostgresMigration(_name, _scripts).Run(
                roles.Connection(_server, database, roles.Owner), roles.Runtime, CancellationToken.None);
        return database;
    }

    private async Task End(Roles roles)
    {
        try
        {
            foreach (var database in _free) await Drop(database);
            await Execute(_server, $"drop role \"{roles.Runtime}\", \"{roles.Owner}\"");
        }
        catch (NpgsqlException)
        {
            // A database that a test forgot keeps its roles, and the server may have ended first.
        }
    }

    private Task Drop(string database) => Execute(_server, $"drop database if exists \"{database}\" with (force)");

    private string In(string database) => new NpgsqlConnectionStringBuilder(_server) { Database = database, Pooling = false }.ToString();

    internal static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
