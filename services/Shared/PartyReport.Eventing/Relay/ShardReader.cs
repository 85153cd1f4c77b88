namespace PartyReport.Eventing;

/// <summary>Reads a sharded log for the relay: only rows below the horizon, one statement and so one snapshot a read.</summary>
internal sealed class ShardReader(EventLog log)
{
    private const int MaxEvents = 256;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Events of all shards after a cursor, and whether there are no more.</summary>
    public Task<(List<RecordedEvent> Events, bool AtEnd)> Head(Cursor after) => log.Read(session => Take(session.Stream<RecordedEvent>(
        $"""
        select replace(tableoid::regclass::text, 'event_', '')::integer as shard, {EventLog.Columns} from event
        where (generation, xid, position) > (@Generation, @Xid, @Position) {session.BelowHorizon}
        order by generation, xid, position limit {MaxEvents}
        """, after)));

    /// <summary>Events of one shard after a cursor up to and including another, and whether there are no more.</summary>
    public Task<(List<RecordedEvent> Events, bool AtEnd)> Shard(int shard, Cursor after, Cursor upTo) =>
        log.Read(session => Take(session.Stream<RecordedEvent>(
            $"""
            select {shard} as shard, {EventLog.Columns} from event_{shard}
            where (generation, xid, position) > (@Generation, @Xid, @Position)
              and (generation, xid, position) <= (@g, @x, @p) {session.BelowHorizon}
            order by generation, xid, position limit {MaxEvents}
            """, new { after.Generation, after.Xid, after.Position, g = upTo.Generation, x = upTo.Xid, p = upTo.Position })));

    private static async Task<(List<RecordedEvent>, bool)> Take(IAsyncEnumerable<RecordedEvent> rows)
    {
        var (read, bytes) = (new List<RecordedEvent>(), 0);
        await foreach (var e in rows)
        {
            read.Add(e);
            if (read.Count == MaxEvents || (bytes += e.Body.Length) >= MaxBytes) return (read, false);
        }
        return (read, true);
    }
}
