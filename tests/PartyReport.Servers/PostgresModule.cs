using System.Collections.Concurrent;
using System.Reflection;
using Npgsql;

namespace PartyReport.Servers;

/// <summary>
/// A module's schema in a database of its own, empty and up to date, with an owner and a runtime role that may do no more
/// than in production. Nobody else has the database until <see cref="DisposeAsync"/>.
/// </summary>
public sealed class PostgresModule : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, PostgresPool> Pools = new();
    private readonly PostgresPool _pool;
    private readonly string _database;
    private readonly string _owner;
    private readonly string _admin;
    private bool _maybeChanged;

    internal PostgresModule(PostgresPool pool, string server, string name, string database, Roles roles)
    {
        (_pool, _database, Name, RuntimeRole) = (pool, database, name, roles.Runtime);
        Runtime = roles.Connection(server, database, roles.Runtime);
        _owner = roles.Connection(server, database, roles.Owner);
        _admin = new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ToString();
    }

    /// <summary>Name of the module and of its schema.</summary>
    public string Name { get; }

    public string RuntimeRole { get; }

    /// <summary>Connection of the runtime role: no DDL.</summary>
    public string Runtime { get; }

    /// <summary>Connection of the role that owns the schema. Its pool is left to the caller.</summary>
    public string Owner => Changing(_owner);

    /// <summary>Connection of a superuser to the same database.</summary>
    public string Admin => Changing(_admin);

    /// <summary>Makes a database for a module, with the schema that the assemblies' scripts make; without any it stays empty.</summary>
    public static async Task<PostgresModule> Create(string name, params Assembly[] scripts)
    {
        var server = await Servers.Postgres();
        var key = string.Join('\n', scripts.Select(a => a.FullName).Prepend(name));
        return await Pools.GetOrAdd(key, _ => new PostgresPool(server, name, scripts)).Lend();
    }

    /// <summary>Runs statements as the owner.</summary>
    public Task AsOwner(string sql) =>
        PostgresPool.Execute(new NpgsqlConnectionStringBuilder(Owner) { SearchPath = Name, Pooling = false }.ToString(), sql);

    /// <summary>Runs statements as a superuser.</summary>
    public Task AsSuperuser(string sql) => PostgresPool.Execute(Admin, sql);

    /// <summary>Changes rows in a way that the product never could: a superuser, no triggers. Returns how many.</summary>
    public async Task<int> Tamper(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_admin) { SearchPath = Name }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await _pool.TakeBack(_database, _maybeChanged);

    private string Changing(string connection)
    {
        _maybeChanged = true;
        return connection;
    }
}
