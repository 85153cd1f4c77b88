using System.Data;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>One module's schema in a PostgreSQL database, as its runtime role sees it: no DDL, every commit synced.</summary>
public sealed class PostgresSchema : IStorage
{
    private readonly NpgsqlDataSource _pool;

    /// <summary>Opens nothing yet: a service starts while its database is away.</summary>
    /// <param name="connectionString">Runtime role.</param>
    /// <param name="schema">Name of the module.</param>
    /// <param name="highWater">How far the log was sent, to tell a restored one.</param>
    public PostgresSchema(string connectionString, string schema, HighWaterFile highWater)
    {
        var identity = new LogIdentity(schema, highWater);
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema, ApplicationName = $"partyreport-{schema}", MaxAutoPrepare = 200, AutoPrepareMinUsages = 2,
        }.ToString());
        builder.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened asynchronously."), identity.Check);
        _pool = builder.Build();
    }

    public async Task<T> Read<T>(Func<Session, Task<T>> work)
    {
        await using var connection = await _pool.OpenConnectionAsync();
        await using var session = new Session(
            connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead), ownsConnection: false);
        return await work(session);
    }

    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await _pool.OpenConnectionAsync(ct);
            await using var session = new Session(
                connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct), ownsConnection: false);
            var result = await work(session);
            // From here on the outcome belongs to the caller, so a cancelled request no longer stops the commit.
            await session.Commit(CancellationToken.None);
            return result;
        }
        catch (PostgresException e) when (StorageFaults.MustGiveWay(e))
        {
            throw new LostRaceException("The database chose another transaction.", e);
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
