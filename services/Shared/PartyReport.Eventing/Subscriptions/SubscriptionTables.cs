using System.Collections.Immutable;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>The durable part of a subscription to one shard: its row and its blocked events. A SQLite log has shard 0 only.</summary>
internal sealed class SubscriptionTables(Subscription subscription, int shard)
{
    private readonly object _key = new { subscription.Name, subscription.Publisher, Shard = shard };

    public async Task<SubscriptionState> Load(Session session)
    {
        var mine = await session.First<RecordedEvent>(
            "select generation, xid, position from subscription where name = @Name and publisher = @Publisher and shard = @Shard", _key);
        var blocked = await session.Query<BlockedStream>(
            """
            select stream, count(*) as events from blocked
            where subscription = @Name and publisher = @Publisher and shard = @Shard group by stream
            """, _key);
        return new SubscriptionState(mine?.Cursor ?? Cursor.Start, blocked.ToImmutableDictionary(b => b.Stream, b => b.Events));
    }

    /// <summary>Moves the row on, as the last write of a transaction. When it changes nothing, somebody else moved it; roll back.</summary>
    public Statement Move(Cursor from, Cursor to) => new(
        from == Cursor.Start
            ? """
              insert into subscription (name, publisher, shard, generation, xid, position)
              values (@name, @publisher, @shard, @tog, @tox, @top)
              on conflict (name, publisher, shard) do update set generation = @tog, xid = @tox, position = @top
              where subscription.generation = @fromg and subscription.xid = @fromx and subscription.position = @fromp
              """
            : """
              update subscription set generation = @tog, xid = @tox, position = @top
              where name = @name and publisher = @publisher and shard = @shard
                and generation = @fromg and xid = @fromx and position = @fromp
              """,
        new
        {
            name = subscription.Name, publisher = subscription.Publisher, shard,
            fromg = from.Generation, fromx = from.Xid, fromp = from.Position, tog = to.Generation, tox = to.Xid, top = to.Position,
        });

    // After an operator set the row back, what is still blocked comes again: it stays as it is.
    public Statement Insert(Act.Block block) => new(
        """
        insert into blocked (subscription, publisher, shard, generation, xid, position, stream, version, type, schema_version,
                             body, headers, occurred_at, attempt, due_at, error)
        values (@Name, @Publisher, @Shard, @Generation, @Xid, @Position, @Stream, @Version, @Type, @SchemaVersion,
                @Body, @Headers, @OccurredAt, @Attempt, @DueAt, @Error)
        on conflict do nothing
        """, new
        {
            subscription.Name, subscription.Publisher, Shard = shard,
            block.Event.Generation, block.Event.Xid, block.Event.Position, block.Event.Stream, block.Event.Version, block.Event.Type,
            block.Event.SchemaVersion, block.Event.Body, block.Event.Headers, block.Event.OccurredAt,
            block.Attempt, block.DueAt, block.Error,
        });

    /// <summary>The first event of each blocked stream that is due. One without a due time is due once it is the first.</summary>
    public async Task<BlockedEvent?> FirstDue(Session session, DateTimeOffset now)
    {
        var first = await session.First<RecordedEvent>(
            """
            select generation, xid, position, stream, version, type, schema_version as schemaversion, body, headers,
                   occurred_at as occurredat
            from blocked b
            where subscription = @Name and publisher = @Publisher and shard = @Shard
              and parked_at is null and (due_at is null or due_at <= @now)
              and not exists (
                select 1 from blocked e
                where e.subscription = b.subscription and e.publisher = b.publisher and e.shard = b.shard and e.stream = b.stream
                  and (e.generation, e.xid, e.position) < (b.generation, b.xid, b.position))
            order by generation, xid, position limit 1
            """, new { subscription.Name, subscription.Publisher, Shard = shard, now });
        return first is null
            ? null
            : new BlockedEvent(first, await session.Scalar<int>($"select attempt from blocked where {Row}", Place(new(first, 0))));
    }

    /// <summary>Takes a blocked event off the list. When it changes nothing, somebody else did; roll back.</summary>
    public Statement Remove(BlockedEvent blocked) => new($"delete from blocked where {Row}", Place(blocked));

    // Reschedule and Park say how an attempt ended; an operator who resumed the event meanwhile has the last word.
    public Task<int> Reschedule(Session session, Act.Reschedule later) => session.Execute(
        $"update blocked set attempt = @Attempt, due_at = @DueAt, error = @Error where {Row} and attempt = @Tried",
        Place(later.Blocked, later.Attempt, later.DueAt, later.Error));

    public Task<int> Park(Session session, Act.Park park, DateTimeOffset now) => session.Execute(
        $"update blocked set attempt = @Attempt, parked_at = @DueAt, error = @Error where {Row} and attempt = @Tried",
        Place(park.Blocked, park.Attempt, now, park.Error));

    private const string Row =
        "subscription = @Name and publisher = @Publisher and shard = @Shard and generation = @Generation and xid = @Xid and position = @Position";

    private object Place(BlockedEvent blocked, int attempt = 0, DateTimeOffset? dueAt = null, string? error = null) => new
    {
        subscription.Name, subscription.Publisher, Shard = shard, blocked.Event.Generation, blocked.Event.Xid, blocked.Event.Position,
        Tried = blocked.Attempt, Attempt = attempt, DueAt = dueAt, Error = error,
    };

    private sealed record BlockedStream
    {
        public Guid Stream { get; init; }
        public int Events { get; init; }
    }
}
