using System.Data;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>One module's schema in a PostgreSQL database, as its runtime role sees it: no DDL, every commit synced.</summary>
public sealed class PostgresSchema : IStorage
{
    // Five services share a server, which admits 100 to 200; more connections at once than this make each of them slower.
    private const int Connections = 32;
    private const int RelayConnections = 4;
    private const string MustBeOne = "PR001";
    private readonly NpgsqlDataSource _pool, _relay;

    /// <summary>Opens nothing yet: a service starts while its database is away.</summary>
    /// <param name="connectionString">Runtime role.</param>
    /// <param name="schema">Name of the module.</param>
    /// <param name="highWater">How far the log was sent, to tell a restored one.</param>
    public PostgresSchema(string connectionString, string schema, HighWaterFile highWater)
    {
        var identity = new LogIdentity(schema, highWater);
        var connection = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = schema, ApplicationName = $"partyreport-{schema}", MaxAutoPrepare = 200, AutoPrepareMinUsages = 2,
            // Nothing of ours changes a session, only a transaction; putting it back takes five statements for each use.
            NoResetOnClose = true,
            // Longer than the server lets a statement run, so that the server says which it was.
            CommandTimeout = 40,
        };
        // Statements here take milliseconds, and compiling one takes longer than running it.
        connection.Options = $"{connection.Options} -c jit=off".Trim();
        if (!connection.ShouldSerialize("Maximum Pool Size")) connection.MaxPoolSize = Connections;
        _pool = Pool(connection, identity);
        (connection.MaxPoolSize, connection.ApplicationName) = (RelayConnections, $"partyreport-{schema}-relay");
        // Planned anew for each cursor, a read of all shards costs ten times as much to plan as to run.
        connection.Options = $"{connection.Options} -c plan_cache_mode=force_generic_plan".Trim();
        _relay = Pool(connection, identity);
    }

    private static NpgsqlDataSource Pool(NpgsqlConnectionStringBuilder connection, LogIdentity identity)
    {
        var builder = new NpgsqlDataSourceBuilder(connection.ToString());
        builder.UsePhysicalConnectionInitializer(
            _ => throw new NotSupportedException("Connections are opened asynchronously."), identity.Check);
        return builder.Build();
    }

    /// <summary>
    /// One statement and so one snapshot, without a transaction around it. The relay has connections of its own: commands
    /// that use up all others must not stop it.
    /// </summary>
    internal async Task<T> ReadAsRelay<T>(Func<NpgsqlConnection, Task<T>> statement, CancellationToken ct)
    {
        await using var connection = await _relay.OpenConnectionAsync(ct);
        return await statement(connection);
    }

    public async Task<T> Read<T>(Func<Session, Task<T>> work)
    {
        await using var connection = await _pool.OpenConnectionAsync();
        await using var session = new Session(
            connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead), ownsConnection: false);
        return await work(session);
    }

    public Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct) => Write(_pool, work, ct);

    /// <summary>A transaction over the relay's own connections.</summary>
    internal Task<T> WriteAsRelay<T>(Func<Session, Task<T>> work, CancellationToken ct) => Write(_relay, work, ct);

    private static async Task<T> Write<T>(NpgsqlDataSource pool, Func<Session, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using var connection = await pool.OpenConnectionAsync(ct);
            await using var session = new Session(connection, transaction: null, ownsConnection: false);
            var result = await work(session);
            // From here on the outcome belongs to the caller, so a cancelled request no longer stops the commit.
            await session.Commit(CancellationToken.None);
            return result;
        }
        catch (PostgresException e) when (e.SqlState == MustBeOne)
        {
            throw new NothingChangedException();
        }
        catch (PostgresException e) when (StorageFaults.IsLostRace(e))
        {
            throw new LostRaceException("Another transaction was first.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _pool.DisposeAsync();
    }
}
