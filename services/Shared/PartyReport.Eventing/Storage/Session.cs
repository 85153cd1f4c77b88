using System.Data.Common;
using Dapper;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>
/// One open transaction. A session for reading sees one snapshot; a session for writing is committed by whoever opened it.
/// </summary>
public sealed class Session(DbConnection connection, DbTransaction transaction, bool ownsConnection) : IAsyncDisposable
{
    private readonly List<Statement> _later = [];

    public async Task<List<T>> Query<T>(string sql, object? args = null)
    {
        await Send();
        return [.. await connection.QueryAsync<T>(sql, args, transaction)];
    }

    public async Task<T?> First<T>(string sql, object? args = null)
    {
        await Send();
        return await connection.QueryFirstOrDefaultAsync<T>(sql, args, transaction);
    }

    public async Task<T?> Scalar<T>(string sql, object? args = null)
    {
        await Send();
        return await connection.ExecuteScalarAsync<T>(sql, args, transaction);
    }

    /// <summary>Rows one by one, for results that must not be held in memory.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, object? args = null)
    {
        await Send();
        await foreach (var row in connection.QueryUnbufferedAsync<T>(sql, args, transaction)) yield return row;
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
        return await connection.ExecuteAsync(sql, args, transaction);
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

    private async Task<int> Send()
    {
        if (_later is []) return 0;
        List<Statement> statements = [.. _later];
        _later.Clear();
        if (connection is NpgsqlConnection server) return await PostgresBatch.ExecuteLast(server, statements);
        var changed = 0;
        foreach (var (sql, args) in statements) changed = await connection.ExecuteAsync(sql, args, transaction);
        return changed;
    }

    /// <summary>Condition that a column is in a list given as an array parameter.</summary>
    public string In(string parameter) => IsPostgres ? $"= any(@{parameter})" : $"in @{parameter}";

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

    internal Task Commit(CancellationToken ct) => _later is [] || connection is not NpgsqlConnection server
        ? transaction.CommitAsync(ct)
        // In one round trip: when one of them fails, the server skips what follows, the commit too.
        : PostgresBatch.ExecuteLast(server, [.. _later, new Statement("commit", NoArgs)]);

    private static readonly object NoArgs = new();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        if (ownsConnection) await connection.DisposeAsync();
    }
}
