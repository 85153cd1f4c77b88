using System.Data.Common;
using Dapper;

namespace PartyReport.Eventing;

/// <summary>
/// One open transaction. A session for reading sees one snapshot; a session for writing is committed by whoever opened it.
/// </summary>
public sealed class Session(DbConnection connection, DbTransaction transaction, bool ownsConnection) : IAsyncDisposable
{
    public async Task<List<T>> Query<T>(string sql, object? args = null) =>
        [.. await connection.QueryAsync<T>(sql, args, transaction)];

    public Task<T?> First<T>(string sql, object? args = null) => connection.QueryFirstOrDefaultAsync<T>(sql, args, transaction);

    public Task<T?> Scalar<T>(string sql, object? args = null) => connection.ExecuteScalarAsync<T>(sql, args, transaction);

    /// <summary>Rows one by one, for results that must not be held in memory.</summary>
    public IAsyncEnumerable<T> Stream<T>(string sql, object? args = null) => connection.QueryUnbufferedAsync<T>(sql, args, transaction);

    /// <summary>Runs a statement, once for each element when given a list; returns the number of rows changed.</summary>
    public Task<int> Execute(string sql, object? args = null) => connection.ExecuteAsync(sql, args, transaction);

    internal Task Commit(CancellationToken ct) => transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        if (ownsConnection) await connection.DisposeAsync();
    }
}
