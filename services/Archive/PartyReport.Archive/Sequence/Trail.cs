using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>The rows of the trail. Their only writer; every call runs inside the transaction of a subscription or of the sweep.</summary>
internal static class Trail
{
    private const int Some = 500;
    private const string Key = "publisher = @Publisher and stream = @Stream and version = @Version";

    /// <summary>
    /// Refuses an event that could not be logged later: held, it would make the transaction of its cause fail. A text under
    /// a wrong hash would stand in for another text.
    /// </summary>
    public static void Prove(Happening e)
    {
        var facts = Facts.Of(e.Body);
        _ = Leaf.Of(e, e.ReadHeaders(), facts, early: true);
        if (facts.Contents.FirstOrDefault(c => Content.HashOf(c.Text) != c.Sha256) is { } wrong)
            throw new InvalidOperationException($"{e.Name} brings a text that does not have the hash {wrong.Sha256}.");
    }

    /// <summary>Which of these events have a leaf.</summary>
    public static async Task<HashSet<Cause>> Logged(Session session, IEnumerable<Cause> events)
    {
        List<Cause> all = [.. events.Distinct()];
        if (all is []) return [];
        var args = new Dictionary<string, object>();
        foreach (var (n, e) in all.Index()) (args[$"p{n}"], args[$"s{n}"], args[$"v{n}"]) = (e.Publisher, e.Stream, e.Version);
        // One by one over the key: as a join the server would read the whole table until it has counted it.
        var found = await session.Query<Happening>(
            $"""
            select column1 as publisher, column2 as stream, column3 as version
            from (values {string.Join(", ", all.Select((_, n) => $"(@p{n}, @s{n}, @v{n})"))}) as e
            where (select idx from leaf where publisher = column1 and stream = column2 and version = column3) is not null
            """, args);
        return [.. found.Select(e => e.Self)];
    }

    /// <summary>
    /// What is held and may be moved by these events: what waits for them, what is of their streams, and the same of that again. Without
    /// the bodies, because many may wait for one.
    /// </summary>
    public static async Task<List<Order.Held>> HeldAround(Session session, IReadOnlyList<Cause> events)
    {
        var found = new Dictionary<Cause, Order.Held>();
        var next = events.ToList();
        while (next is not [])
        {
            var rows = new List<Waiting>();
            foreach (var some in next.Chunk(Some)) rows.AddRange(await HeldBy(session, some));
            next = [.. rows.DistinctBy(r => r.Self).Where(r => !found.ContainsKey(r.Self)).Select(r => r.Self)];
            foreach (var row in rows) found.TryAdd(row.Self, new Order.Held(row.Self, [.. row.CausesElsewhere()], Happening.CauseOf(row.WaitsFor)));
        }
        return [.. found.Values];
    }

    private static Task<List<Waiting>> HeldBy(Session session, Cause[] events) => session.Query<Waiting>(
        $"""
        select publisher, stream, version, headers, waits_for as waitsfor from held where waits_for {session.In("names")}
        union all
        select publisher, stream, version, headers, waits_for from held where publisher {session.In("publishers")} and stream {session.InIds("streams")}
        """, new
        {
            names = events.Select(Happening.NameOf).ToArray(), publishers = events.Select(e => e.Publisher).Distinct().ToArray(),
            streams = Session.Ids(events.Select(e => e.Stream).Distinct()),
        });

    /// <summary>Held events as they came.</summary>
    public static async Task<List<Happening>> Bodies(Session session, IReadOnlyList<Cause> events)
    {
        var found = new List<Happening>();
        foreach (var some in events.Chunk(Some))
            found.AddRange(await session.Query<Happening>(
                $"select {Happening.Columns} from held where publisher {session.In("publishers")} and stream {session.InIds("streams")}",
                new { publishers = some.Select(e => e.Publisher).Distinct().ToArray(), streams = Session.Ids(some.Select(e => e.Stream).Distinct()) }));
        return found;
    }

    /// <summary>Gives events their leaves, the next ones, and keeps the texts that they bring.</summary>
    public static async Task Log(Session session, IReadOnlyList<(Happening Event, bool Early)> events)
    {
        if (events is []) return;
        var next = await session.Scalar<long>("select coalesce(max(idx), -1) + 1 from leaf");
        await session.Later(events.SelectMany((e, n) => Statements(e.Event, next + n, e.Early)));
    }

    private static IEnumerable<Statement> Statements(Happening e, long idx, bool early)
    {
        var headers = e.ReadHeaders();
        var facts = Facts.Of(e.Body);
        var leaf = Leaf.Of(e, headers, facts, early);
        yield return new Statement(
            """
            insert into leaf (idx, publisher, stream, version, type, schema_version, occurred_at, actor, report, revision, hash,
                              early, leaf, leaf_hash, headers, body)
            values (@idx, @Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt,
                    @Actor, @Report, @Revision, @Hash, @early, @leaf, @leafhash, @Headers, @Body)
            """, new
            {
                idx, e.Publisher, e.Stream, e.Version, e.Type, e.SchemaVersion, e.OccurredAt, headers.Actor,
                facts.Report, facts.Revision, facts.Hash, early, leaf, leafhash = Merkle.Leaf(leaf), e.Headers, e.Body,
            });
        foreach (var content in facts.Contents)
            yield return new Statement("insert into block (sha256, text) values (@Sha256, @Text) on conflict (sha256) do nothing", content);
    }

    public static Task Hold(Session session, IEnumerable<(Happening Event, Cause WaitsFor)> events, DateTimeOffset now) =>
        session.Later(events.Select(h => new Statement(
            """
            insert into held (publisher, stream, version, type, schema_version, occurred_at, headers, body, waits_for, held_at)
            values (@Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt, @Headers, @Body, @waitsFor, @now)
            """, new
            {
                h.Event.Publisher, h.Event.Stream, h.Event.Version, h.Event.Type, h.Event.SchemaVersion, h.Event.OccurredAt, h.Event.Headers, h.Event.Body,
                waitsFor = Happening.NameOf(h.WaitsFor), now,
            })));

    public static Task WaitForNext(Session session, IEnumerable<Order.Held> events) => session.Later(events.Select(h => new Statement(
        $"update held set waits_for = @waitsFor where {Key}",
        new { h.Self.Publisher, h.Self.Stream, h.Self.Version, waitsFor = Happening.NameOf(h.WaitsFor) })));

    public static Task Release(Session session, IEnumerable<Cause> events) => session.Later(events.Select(e => new Statement(
        $"delete from held where {Key}", e)));

    /// <summary>The longest held event since before an instant; of one stream the first.</summary>
    public static Task<Happening?> HeldSince(Session session, DateTimeOffset before) => session.First<Happening>(
        $"select {Happening.Columns} from held where held_at < @before order by held_at, version limit 1", new { before });

    /// <summary>The unit of a report, or null while its start is not logged.</summary>
    public static async Task<Guid?> UnitOf(Session session, Guid report) => await session.First<Happening>(
        $"select {Happening.Columns} from leaf where report = @report and type = @type order by idx limit 1",
        new { report, type = EventCatalog.NameOf(typeof(ReportStarted)) }) is { } started
        ? JsonSerializer.Deserialize<ReportStarted>(started.Body, WireJson.Options)!.Unit
        : null;

    private sealed record Waiting
    {
        public string Publisher { get; init; } = "";
        public Guid Stream { get; init; }
        public int Version { get; init; }
        public byte[] Headers { get; init; } = [];
        public string WaitsFor { get; init; } = "";

        public Cause Self => new(Publisher, Stream, Version);

        public IEnumerable<Cause> CausesElsewhere() =>
            new Happening { Publisher = Publisher, Stream = Stream, Version = Version, Headers = Headers }.CausesElsewhere();
    }
}
