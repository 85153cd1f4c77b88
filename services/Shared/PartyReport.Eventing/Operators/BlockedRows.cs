using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>The blocked events of a service as an operator sees and changes them.</summary>
public static class BlockedRows
{
    private const string Row =
        "subscription = @Subscription and publisher = @Publisher and shard = @Shard and generation = @Generation and xid = @Xid and position = @Position";

    /// <summary>Blocked events after another one, in the order of subscriptions and cursors.</summary>
    /// <param name="after">Null: from the first.</param>
    public static Task<List<BlockedRow>> Page(
        Session session, string? subscription, string? publisher, bool parkedOnly, BlockedRow? after, int limit) => session.Query<BlockedRow>(
        $"""
        select {BlockedRow.Columns} from blocked where 1 = 1
        {(subscription is null ? "" : "and subscription = @subscription")} {(publisher is null ? "" : "and publisher = @publisher")}
        {(parkedOnly ? "and parked_at is not null" : "")}
        {(after is null ? "" : "and (subscription, publisher, shard, generation, xid, position) > (@s, @p, @n, @g, @x, @at)")}
        order by subscription, publisher, shard, generation, xid, position limit @limit
        """, new
        {
            subscription, publisher, limit, s = after?.Subscription, p = after?.Publisher, n = after?.Shard, g = after?.Generation,
            x = after?.Xid, at = after?.Position,
        });

    /// <summary>The event of a stream that holds up the others, or null.</summary>
    public static Task<BlockedRow?> First(Session session, Subscription subscription, Guid stream) => session.First<BlockedRow>(
        $"""
        select {BlockedRow.Columns} from blocked where subscription = @Name and publisher = @Publisher and stream = @stream
        order by generation, xid, position limit 1
        """, new { subscription.Name, subscription.Publisher, stream });

    /// <summary>Whether an event is blocked, wherever in its stream.</summary>
    public static Task<bool> Holds(Session session, Subscription subscription, Guid stream, int version) => session.Scalar<bool>(
        """
        select exists (select 1 from blocked
                       where subscription = @Name and publisher = @Publisher and stream = @stream and version = @version)
        """, new { subscription.Name, subscription.Publisher, stream, version });

    /// <summary>Makes an event due now, as if it had not been tried yet. False: it is not blocked any more, roll back.</summary>
    public static async Task<bool> Resume(Session session, BlockedRow row, DateTimeOffset now) => await session.Execute(
        $"update blocked set attempt = 0, due_at = @now, parked_at = null where {Row}",
        new { row.Subscription, row.Publisher, row.Shard, row.Generation, row.Xid, row.Position, now }) == 1;

    /// <summary>
    /// Takes the first event of a stream off the list without applying it. False: it is not blocked any more or not the first, roll back.
    /// </summary>
    public static async Task<bool> Remove(Session session, BlockedRow row) => await session.Execute(
        $"""
        delete from blocked where {Row} and not exists (
            select 1 from blocked e
            where e.subscription = @Subscription and e.publisher = @Publisher and e.stream = @Stream
              and (e.generation, e.xid, e.position) < (@Generation, @Xid, @Position))
        """, row) == 1;
}
