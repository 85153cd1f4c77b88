using Dapper;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>
/// After a restore: closes the generation that the copy ends in and opens the next one, in whose cursors everything new
/// comes after everything that anybody holds. Run by an operator while no process of the service runs.
/// </summary>
public sealed class GenerationOpening(string schema, HighWaterFile highWater, TimeProvider clock)
{
    /// <summary>Opens the generation as the owner role; returns its number and where the restored log ends.</summary>
    public async Task<(long Generation, Cursor RestoredHead)> Run(string ownerConnection, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnection) { SearchPath = schema, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var head = await connection.QueryFirstOrDefaultAsync<RecordedEvent>(
            "select generation, xid, position from event order by generation desc, xid desc, position desc limit 1") is { } last
            ? last.Cursor
            : Cursor.Start;
        // Above whatever was sent: the copy itself may be of an earlier generation than the one that was lost.
        var next = Math.Max(
            await connection.ExecuteScalarAsync<long>("select generation from log for update"), highWater.Read().Generation) + 1;
        await connection.ExecuteAsync(
            """
            update log set generation = @next, system_identifier = (select system_identifier::text from pg_control_system());
            insert into generation (number, opened_at, restored_generation, restored_xid, restored_position)
            values (@next, @now, @Generation, @Xid, @Position);
            update relay_lease set expires_at = 'epoch';
            """, new { next, now = clock.GetUtcNow().UtcDateTime, head.Generation, head.Xid, head.Position });
        await transaction.CommitAsync(ct);
        // Last: a crash before this line leaves the log refused, and running again opens one more generation.
        await highWater.Write(head, ct);
        return (next, head);
    }
}
