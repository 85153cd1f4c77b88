using Npgsql;
using PartyReport.Compliance;
using PartyReport.Servers;

namespace PartyReport.Eventing.Tests;

/// <summary>A log in a database of its own, with the read model of the compliance suites.</summary>
internal sealed class PostgresStore : IAsyncDisposable
{
    private ModuleData? _data;

    public PostgresModule Module => _data!.Postgres!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task<EventLog> Open()
    {
        _data ??= await ModuleData.Create(Engine.Postgres, "sample", typeof(EventLogCompliance).Assembly);
        return _data.Open();
    }

    /// <summary>Waits until everything committed is below the horizon. Other tests write to the same server.</summary>
    public async Task Settled()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await Ask<bool>("select exists (select 1 from event where xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"))
            patience.Token.ThrowIfCancellationRequested();
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Own(Module.Runtime));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>A connection whose tables are the module's; none of it stays open for the next user of the database.</summary>
    public string Own(string connection) => new NpgsqlConnectionStringBuilder(connection) { SearchPath = Module.Name, Pooling = false }.ToString();

    public ValueTask DisposeAsync() => _data?.DisposeAsync() ?? ValueTask.CompletedTask;
}
