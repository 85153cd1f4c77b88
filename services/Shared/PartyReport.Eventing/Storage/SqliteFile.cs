using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace PartyReport.Eventing;

/// <summary>One module's SQLite file: WAL, every commit synced, one writer, readers that never wait for it.</summary>
public sealed class SqliteFile : IStorage
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _readOnly;
    private readonly SqliteConnection _writer;

    /// <summary>Opens the file, creates it when missing, and brings its schema up to date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="schema">Assemblies whose embedded <c>.Storage.Sqlite.*.sql</c> scripts make the schema, in order.</param>
    public SqliteFile(string path, params Assembly[] schema)
    {
        _readOnly = Connection(path, SqliteOpenMode.ReadOnly);
        _writer = new SqliteConnection(Connection(path, SqliteOpenMode.ReadWriteCreate));
        _writer.Open();
        Run("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
        Migrate(Connection(path, SqliteOpenMode.ReadWriteCreate), schema);
    }

    public async Task<T> Read<T>(Func<Session, Task<T>> work)
    {
        await using var session = await OpenRead(_readOnly);
        return await work(session);
    }

    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var session = new Session(_writer, _writer.BeginTransaction(), ownsConnection: false);
            var result = await work(session);
            // From here on the outcome belongs to the caller, so a cancelled request no longer stops the commit.
            await session.Commit(CancellationToken.None);
            return result;
        }
        catch (SqliteException e) when (StorageFaults.IsLostRace(e))
        {
            throw new LostRaceException("Another transaction was first.", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Opens any module's file for reading only; used to follow another service's log in embedded mode.</summary>
    internal static Task<Session> OpenReadOnly(string path) => OpenRead(Connection(path, SqliteOpenMode.ReadOnly));

    private static async Task<Session> OpenRead(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        return new Session(connection, connection.BeginTransaction(deferred: true), ownsConnection: true);
    }

    private static string Connection(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, DefaultTimeout = 30, Pooling = mode == SqliteOpenMode.ReadOnly }.ToString();

    private static void Migrate(string connection, Assembly[] schema)
    {
        var upgrade = DeployChanges.To.SqliteDatabase(connection).WithTransactionPerScript().LogToNowhere();
        // Without the group, scripts would run in the order of their assemblies' names.
        foreach (var (order, assembly) in schema.Index())
            upgrade.WithScriptsEmbeddedInAssembly(
                assembly, name => name.Contains(".Storage.Sqlite.", StringComparison.Ordinal), new SqlScriptOptions { RunGroupOrder = order });
        var result = upgrade.Build().PerformUpgrade();
        if (!result.Successful) throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed.", result.Error);
    }

    private void Run(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Closes the file. The last connection to go folds the WAL back into it, so the pooled readers go first.</summary>
    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await _writer.DisposeAsync();
        _turn.Dispose();
    }
}
