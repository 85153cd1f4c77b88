namespace PartyReport.Eventing;

/// <summary>The event log of one service, with the service's read models in the same storage and the same transactions.</summary>
/// <param name="name">Name of the service.</param>
public sealed class EventLog(string name, IStorage storage, EventTypes types, Wakeups wakeups, TimeProvider clock) : IAsyncDisposable
{
    internal const string Columns =
        "generation, xid, position, stream, version, type, schema_version as schemaversion, body, headers, occurred_at as occurredat";

    private int _operated;

    public string Name => name;
    public EventTypes Types => types;

    /// <summary>Reads the read models and the log in one snapshot.</summary>
    public Task<T> Read<T>(Func<Session, Task<T>> work) => storage.Read(work);

    /// <summary>
    /// Commits a command: events first, then its stored answer, then the read model. Throws <see cref="LostRaceException"/>,
    /// and writes nothing, when a stream has moved or the command was answered meanwhile.
    /// </summary>
    public Task Commit(
        CommandKey key, StoredAnswer answer, IReadOnlyList<NewEvent> events, Func<Session, Task> readModel, CancellationToken ct) =>
        Write(async session =>
        {
            await Append(session, events);
            await Store(session, key, answer);
            await readModel(session);
            return events.Count;
        }, ct);

    /// <summary>The answer given to a command before, or null.</summary>
    public Task<StoredAnswer?> FindAnswer(CommandKey key) => Read(session => session.First<StoredAnswer>(
        "select request_hash as requesthash, status, location, etag, body from command where actor = @Actor and key = @Key", key));

    /// <summary>All events of a stream, in order.</summary>
    public static Task<List<RecordedEvent>> ReadStream(Session session, Guid stream) =>
        session.Query<RecordedEvent>($"select {Columns} from event where stream = @stream order by version", new { stream });

    /// <summary>Events after a cursor, in the order of the log, one by one.</summary>
    public static IAsyncEnumerable<RecordedEvent> StreamAfter(Session session, Cursor after, int limit) => session.Stream<RecordedEvent>(
        $"""
        select {Columns} from event
        where (generation, xid, position) > (@Generation, @Xid, @Position) {session.BelowHorizon}
        order by generation, xid, position limit @limit
        """, new { after.Generation, after.Xid, after.Position, limit });

    /// <summary>Cursor of the newest event, or <see cref="Cursor.Start"/>.</summary>
    public static async Task<Cursor> Head(Session session) => await session.First<RecordedEvent>(
        "select generation, xid, position from event order by generation desc, xid desc, position desc limit 1") is { } last
        ? last.Cursor
        : Cursor.Start;

    /// <summary>One transaction over this storage; wakes the readers of this log when it is durable.</summary>
    public async Task<T> Write<T>(Func<Session, Task<T>> work, CancellationToken ct)
    {
        T result;
        // The span ends after the commit is durable and before anybody is told.
        using (Telemetry.Source.StartActivity("log.commit")?.SetTag("log", name))
            result = await storage.Write(work, ct);
        wakeups.Signal(name);
        return result;
    }

    /// <summary>Grows when an operator has changed a subscription of this service; its loops then read their rows again.</summary>
    internal int Operated => Volatile.Read(ref _operated);

    internal void NoteOperated() => Interlocked.Increment(ref _operated);

    internal static Task Append(Session session, IReadOnlyList<NewEvent> events) => session.Later(events.Select(e => new Statement(
        """
        insert into event (stream, version, generation, type, schema_version, body, headers, occurred_at)
        values (@Stream, @Version, (select generation from log), @Type, @SchemaVersion, @Body, @Headers, @OccurredAt)
        """, e)));

    private Task Store(Session session, CommandKey key, StoredAnswer answer) => session.Later([new Statement(
        """
        insert into command (actor, key, request_hash, status, location, etag, body, recorded_at)
        values (@Actor, @Key, @RequestHash, @Status, @Location, @ETag, @Body, @now)
        """,
        new { key.Actor, key.Key, answer.RequestHash, answer.Status, answer.Location, answer.ETag, answer.Body, now = clock.GetUtcNow() })]);

    public ValueTask DisposeAsync() => storage.DisposeAsync();
}
