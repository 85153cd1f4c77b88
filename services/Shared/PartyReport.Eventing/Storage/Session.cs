using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>
/// One open transaction. A session for reading sees one snapshot; a session for writing is committed by whoever opened it.
/// </summary>
/// <param name="transaction">Null: begins with the first statement whose outcome is needed. When there is none, everything goes with the commit.</param>
public sealed class Session(DbConnection connection, DbTransaction? transaction, bool ownsConnection) : IAsyncDisposable
{
    private static readonly object NoArgs = new();
    private readonly List<Statement> _later = [];
    private DbTransaction? _transaction = transaction;

    public async Task<List<T>> Query<T>(string sql, object? args = null)
    {
        await Send();
        return [.. await connection.QueryAsync<T>(sql, args, _transaction)];
    }

    public async Task<T?> First<T>(string sql, object? args = null)
    {
        await Send();
        return await connection.QueryFirstOrDefaultAsync<T>(sql, args, _transaction);
    }

    public async Task<T?> Scalar<T>(string sql, object? args = null)
    {
        await Send();
        return await connection.ExecuteScalarAsync<T>(sql, args, _transaction);
    }

    /// <summary>Rows one by one, for results that must not be held in memory.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, object? args = null)
    {
        await Send();
        await foreach (var row in connection.QueryUnbufferedAsync<T>(sql, args, _transaction)) yield return row;
    }

    /// <summary>Runs a statement, once for each element when given a list; returns the number of rows changed.</summary>
    public async Task<int> Execute(string sql, object? args = null)
    {
        if (connection is NpgsqlConnection server && args is IEnumerable<object> rows)
        {
            await Send();
            return await PostgresBatch.Execute(server, sql, rows);
        }
        await Send();
        return await connection.ExecuteAsync(sql, args, _transaction);
    }

    /// <summary>Runs statements in their order, in one round trip where there is one; returns the number of rows that the last one changed.</summary>
    public Task<int> Execute(IEnumerable<Statement> statements)
    {
        _later.AddRange(statements);
        return Send();
    }

    /// <summary>
    /// Statements whose outcome nobody needs before the commit. On a server they travel with the next statement or with the
    /// commit, in the order given; a fault of theirs appears there.
    /// </summary>
    public Task Later(IEnumerable<Statement> statements)
    {
        _later.AddRange(statements);
        return IsPostgres ? Task.CompletedTask : Send();
    }

    /// <summary>A statement that must change one row. When it changes none, the transaction ends in <see cref="NothingChangedException"/>.</summary>
    public async Task MustChange(Statement statement)
    {
        if (!IsPostgres)
        {
            if (await Execute([statement]) != 1) throw new NothingChangedException();
            return;
        }
        await Later([statement with { Sql = $"with changed as ({statement.Sql} returning 1) select must_be_one((select count(*) from changed))" }]);
    }

    private async Task<int> Send()
    {
        _transaction ??= await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        if (_later is []) return 0;
        List<Statement> statements = [.. _later];
        _later.Clear();
        if (connection is NpgsqlConnection server) return await PostgresBatch.ExecuteLast(server, statements);
        var changed = 0;
        foreach (var (sql, args) in statements) changed = await connection.ExecuteAsync(sql, args, _transaction);
        return changed;
    }

    /// <summary>Condition that a column is in a list given as an array parameter.</summary>
    public string In(string parameter) => IsPostgres ? $"= any(@{parameter})" : $"in @{parameter}";

    /// <summary>The same for ids, whose parameter is <see cref="Ids"/>: in a list the driver sees each one bare, so they travel as text.</summary>
    public string InIds(string parameter) => IsPostgres ? $"= any(@{parameter}::uuid[])" : $"in @{parameter}";

    /// <summary>The parameter of <see cref="InIds"/>.</summary>
    public static string[] Ids(IEnumerable<Guid> ids) => [.. ids.Select(id => id.ToString("D"))];

    /// <summary>
    /// Lets one transaction at a time into a part of the work that must not overlap; the turn ends with the transaction.
    /// SQLite has one writer anyway.
    /// </summary>
    public Task TakeTurn(string what) => IsPostgres
        ? Scalar<object>("select pg_advisory_xact_lock(hashtextextended(current_schema() || '.' || @what, 0))", new { what })
        : Task.CompletedTask;

    /// <summary>
    /// Condition of rows that no open transaction can still get ahead of. Ids of transactions are given at the first write and
    /// not at the commit, so a row above the horizon may come after one that is not there yet.
    /// </summary>
    internal string BelowHorizon => IsPostgres
        // An older generation is complete, and its ids of transactions may be those of another cluster.
        ? "and (generation, xid) < ((select generation from log), pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
        : "";

    /// <summary>Which engine it is, for the few statements that cannot be the same on both.</summary>
    public bool IsPostgres => connection is NpgsqlConnection;

    // In one round trip: when one statement fails, the server skips what follows, the commit too. Without a transaction that was
    // begun, what one round trip brings is one.
    internal Task Commit(CancellationToken ct) => (connection, _later, _transaction) switch
    {
        (_, [], null) => Task.CompletedTask,
        (_, [], var begun) => begun.CommitAsync(ct),
        (NpgsqlConnection server, _, null) => PostgresBatch.ExecuteLast(server, _later),
        (NpgsqlConnection server, _, _) => PostgresBatch.ExecuteLast(server, [.. _later, new Statement("commit", NoArgs)]),
        _ => throw new InvalidOperationException("Only a server takes statements later."),
    };

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        if (ownsConnection) await connection.DisposeAsync();
    }
}
