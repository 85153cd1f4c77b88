using PartyReport.Contracts;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>
/// What a subscription has not got yet. Only events that it takes count: a cursor passes over the others now and then only. At
/// most so many events are looked at.
/// </summary>
internal static class Lags
{
    /// <summary>Of every lane of a log that is sent.</summary>
    public static async Task<List<LaneView>> OfLanes(Session session, IEnumerable<Subscription> readers, int most, DateTimeOffset now)
    {
        var known = readers.ToList();
        if (known.Count == 0) return [];
        var rows = await session.Query<Row>(
            $"""
            with lane as (
                select c.subscriber, c.subscription, c.shard, c.generation, c.xid, c.position, string_to_array(t.types, ' ') as types
                from send_cursor c join unnest(@subscribers, @names, @types) t (subscriber, subscription, types)
                  on t.subscriber = c.subscriber and t.subscription = c.subscription)
            {string.Join("\nunion all\n", Enumerable.Range(0, BrokerSetup.Shards).Select(OfShard))}
            order by subscriber, subscription, shard
            """, new
            {
                most, subscribers = known.Select(s => s.Subscriber).ToArray(), names = known.Select(s => s.Name).ToArray(),
                types = known.Select(s => string.Join(' ', s.Types)).ToArray(),
            });
        return [.. rows.Select(r => new LaneView(
            r.Subscriber, r.Subscription, r.Shard, new Cursor(r.Generation, r.Xid, r.Position).ToString(), r.View(most, now)))];
    }

    /// <summary>Of a subscription that reads its publisher's file.</summary>
    public static async Task<LagView> OfFile(Session publisher, Subscription subscription, Cursor mine, int most, DateTimeOffset now) =>
        (await publisher.First<Row>(
            $"""
            select count(*) filter (where type {publisher.In("types")}) as events, count(*) as seen,
                   min(case when type {publisher.In("types")} then occurred_at end) as oldest
            from (select type, occurred_at from event where (generation, xid, position) > (@Generation, @Xid, @Position)
                  order by generation, xid, position limit @most) e
            """, new { mine.Generation, mine.Xid, mine.Position, most, types = subscription.Types.ToArray() }))!.View(most, now);

    // Each shard by its name: over the whole log the planner could not tell which one a lane needs.
    private static string OfShard(int shard) =>
        $"""
        select l.subscriber, l.subscription, l.shard, l.generation, l.xid, l.position, e.events, e.seen, e.oldest
        from lane l cross join lateral (
            select count(*) filter (where type = any(l.types)) as events, count(*) as seen,
                   min(occurred_at) filter (where type = any(l.types)) as oldest
            from (select type, occurred_at from event_{shard}
                  where (generation, xid, position) > (l.generation, l.xid, l.position)
                  order by generation, xid, position limit @most) x) e
        where l.shard = {shard}
        """;

    private sealed record Row
    {
        public string Subscriber { get; init; } = "";
        public string Subscription { get; init; } = "";
        public int Shard { get; init; }
        public long Generation { get; init; }
        public long Xid { get; init; }
        public long Position { get; init; }
        public int Events { get; init; }
        public int Seen { get; init; }
        public DateTimeOffset? Oldest { get; init; }

        public LagView View(int most, DateTimeOffset now) =>
            new(Events, More: Seen >= most, Oldest is { } at && at < now ? (now - at).TotalSeconds : 0);
    }
}
