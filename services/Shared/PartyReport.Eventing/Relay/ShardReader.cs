using Npgsql;

namespace PartyReport.Eventing;

/// <summary>Reads a sharded log for the relay: only rows below the horizon, one statement and so one snapshot a read.</summary>
internal sealed class ShardReader(PostgresSchema schema)
{
    private const int MaxEvents = 256;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>What a read found.</summary>
    /// <param name="AtEnd">There were no more below the horizon.</param>
    /// <param name="Horizon">Oldest transaction that may still write; rows from it on are not read yet.</param>
    /// <param name="HeldBack">Some transaction is open, so there may be committed rows above the horizon.</param>
    public sealed record Found(List<RecordedEvent> Events, bool AtEnd, long Horizon, bool HeldBack);

    /// <summary>Events of all shards after a cursor.</summary>
    public Task<Found> Head(Cursor after, CancellationToken ct) => Read(Sql("event", ""), ct, after);

    /// <summary>Events of one shard after a cursor up to and including another.</summary>
    public Task<Found> Shard(int shard, Cursor after, Cursor upTo, CancellationToken ct) => Read(
        Sql($"event_{shard}", "and (generation, xid, position) <= ($4, $5, $6)"), ct, after, upTo);

    // An older generation is complete, and its ids of transactions may be those of another cluster. One row comes also when
    // there is no event, to tell the horizon.
    private static string Sql(string table, string upTo) =>
        $"""
        select pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint, e.*
        from pg_current_snapshot() s left join lateral (
            select replace(tableoid::regclass::text, 'event_', '')::integer, generation, xid, position, stream, version, type,
                   schema_version, body, headers, occurred_at
            from {table}
            where (generation, xid, position) > ($1, $2, $3) {upTo}
              and (generation, xid) < ((select generation from log), pg_snapshot_xmin(s)::text::bigint)
            order by generation, xid, position limit {MaxEvents}) e on true
        order by e.generation, e.xid, e.position
        """;

    private Task<Found> Read(string sql, CancellationToken ct, params Cursor[] bounds) => schema.ReadAsRelay(async connection =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var bound in bounds)
            foreach (var part in (ReadOnlySpan<long>)[bound.Generation, bound.Xid, bound.Position])
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = part });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (read, bytes, horizon, heldBack) = (new List<RecordedEvent>(), 0, 0L, false);
        while (await rows.ReadAsync(ct))
        {
            (horizon, heldBack) = (rows.GetInt64(0), rows.GetInt64(0) < rows.GetInt64(1));
            if (rows.IsDBNull(2)) break;
            read.Add(Row(rows));
            if (read.Count == MaxEvents || (bytes += read[^1].Body.Length) >= MaxBytes) return new Found(read, false, horizon, heldBack);
        }
        return new Found(read, true, horizon, heldBack);
    }, ct);

    private static RecordedEvent Row(NpgsqlDataReader row) => new()
    {
        Shard = row.GetInt32(2), Generation = row.GetInt64(3), Xid = row.GetInt64(4), Position = row.GetInt64(5),
        Stream = row.GetGuid(6), Version = row.GetInt32(7), Type = row.GetString(8), SchemaVersion = row.GetInt32(9),
        Body = row.GetFieldValue<byte[]>(10), Headers = row.GetFieldValue<byte[]>(11),
        OccurredAt = new DateTimeOffset(row.GetDateTime(12), TimeSpan.Zero),
    };
}
