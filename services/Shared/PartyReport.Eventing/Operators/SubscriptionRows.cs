using PartyReport.Contracts;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>The rows of a service's subscriptions as an operator sees them and sets them back.</summary>
public static class SubscriptionRows
{
    /// <summary>Where a subscription stands, by shard; a shard without a row has applied nothing.</summary>
    public static async Task<Dictionary<int, Cursor>> Places(Session session, Subscription subscription, int shards)
    {
        var rows = await session.Query<RecordedEvent>(
            "select shard, generation, xid, position from subscription where name = @Name and publisher = @Publisher",
            new { subscription.Name, subscription.Publisher });
        return Enumerable.Range(0, shards).ToDictionary(n => n, n => rows.Find(r => r.Shard == n)?.Cursor ?? Cursor.Start);
    }

    /// <summary>
    /// Sets a shard's row back and nothing else: what is blocked beyond stays blocked. False: it stands no further, roll
    /// back. A slice that is under way finds its row moved and is rolled back, so it is applied again and not passed over.
    /// </summary>
    public static async Task<bool> SetBack(Session session, Subscription subscription, int shard, Cursor from) => await session.Execute(
        """
        update subscription set generation = @Generation, xid = @Xid, position = @Position
        where name = @Name and publisher = @Publisher and shard = @shard
          and (generation, xid, position) > (@Generation, @Xid, @Position)
        """, new { subscription.Name, subscription.Publisher, shard, from.Generation, from.Xid, from.Position }) == 1;

    internal static async Task<List<SubscriptionView>> Read(Session session, Subscription subscription, int shards)
    {
        var waiting = await session.Query<Waiting>(
            """
            select shard, count(*) as blocked, count(parked_at) as parked from blocked
            where subscription = @Name and publisher = @Publisher group by shard
            """, new { subscription.Name, subscription.Publisher });
        return [.. from place in await Places(session, subscription, shards)
                   let held = waiting.Find(w => w.Shard == place.Key) ?? new Waiting()
                   select new SubscriptionView(
                       subscription.Name, subscription.Publisher, place.Key, place.Value.ToString(), held.Blocked, held.Parked,
                       Stopped: held.Blocked >= Step.MaxBlocked)];
    }

    private sealed record Waiting
    {
        public int Shard { get; init; }
        public int Blocked { get; init; }
        public int Parked { get; init; }
    }
}
