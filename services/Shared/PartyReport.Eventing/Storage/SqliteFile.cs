using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace PartyReport.Eventing;

/// <summary>
/// One module's SQLite file: WAL, every commit synced, one writer, readers that never wait for it. Writes that come while others are
/// being committed share the next commit: the disk takes as long for one as for many.
/// </summary>
public sealed class SqliteFile : IStorage
{
    private const int MaxShared = 64;
    private const string Mark = "mine";
    private readonly Groups<Waiting> _groups;
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
        _groups = new Groups<Waiting>(MaxShared, _ => 1, Commit);
    }

    private sealed record Waiting(Func<Session, Task> Work, TaskCompletionSource Done, ExecutionContext? Caller, CancellationToken Cancelled);

    public async Task<T> Read<T>(Func<Session, Task<T>> work)
    {
        await using var session = await OpenRead(_readOnly);
        return await work(session);
    }

    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        T result = default!;
        var waiting = new Waiting(
            async session => result = await work(session), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            ExecutionContext.Capture(), ct);
        _groups.Add(waiting);
        await waiting.Done.Task;
        return result;
    }

    private async Task Commit(IReadOnlyList<Waiting> group)
    {
        var faults = new List<Exception?>();
        try
        {
            await using var transaction = _writer.BeginTransaction();
            var session = new Session(_writer, transaction, ownsConnection: false);
            foreach (var waiting in group) faults.Add(await Try(waiting, session, transaction));
            // From here on the outcome belongs to the callers, so a cancelled request no longer stops the commit.
            await transaction.CommitAsync(CancellationToken.None);
        }
        // Disk or file: nothing of anybody is durable.
        catch (Exception e)
        {
            faults = [.. group.Select(_ => e)];
        }
        // A lost race, too, is told only now: whoever decides again must see what the winner wrote.
        foreach (var (waiting, fault) in group.Zip(faults))
            if (fault is null) waiting.Done.SetResult();
            else waiting.Done.SetException(fault);
    }

    /// <summary>Runs one of the writes; when it fails, only its own rows are taken back.</summary>
    private static async Task<Exception?> Try(Waiting waiting, Session session, SqliteTransaction transaction)
    {
        if (waiting.Cancelled.IsCancellationRequested) return new OperationCanceledException(waiting.Cancelled);
        transaction.Save(Mark);
        try
        {
            await Caller.Run(waiting.Caller, () => waiting.Work(session));
            transaction.Release(Mark);
            return null;
        }
        // After a fault of disk or file SQLite has taken back the whole transaction itself.
        catch (Exception e) when (!StorageFaults.IsOutage(e))
        {
            transaction.Rollback(Mark);
            transaction.Release(Mark);
            return StorageFaults.IsLostRace(e) ? new LostRaceException("Another transaction was first.", e) : e;
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
    }
}
