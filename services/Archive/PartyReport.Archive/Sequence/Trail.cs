using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>The rows of the trail. Their only writer; every call runs inside the transaction of a subscription or of the sweep.</summary>
internal static class Trail
{
    private const int ManyHeld = 1_000;
    private const string Key = "publisher = @Publisher and stream = @Stream and version = @Version";

    public static Task<bool> IsLogged(Session session, string publisher, Guid stream, int version) => session.Scalar<bool>(
        $"select exists (select 1 from leaf where {Key})", new { Publisher = publisher, Stream = stream, Version = version });

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

    /// <summary>Streams of which something is held, and what it waits for; null when they are too many to look at.</summary>
    public static async Task<List<Waiting>?> Held(Session session)
    {
        var held = await session.Query<Waiting>($"select publisher, stream, waits_for as waitsfor from held limit {ManyHeld}");
        return held.Count < ManyHeld ? held : null;
    }

    /// <summary>Gives events their leaves, the next ones, and keeps the texts that they bring.</summary>
    public static async Task Log(Session session, IEnumerable<Happening> events, bool early)
    {
        List<Happening> all = [.. events];
        if (all is []) return;
        var next = await session.Scalar<long>("select coalesce(max(idx), -1) + 1 from leaf");
        await session.Later(all.SelectMany((e, n) => Statements(e, next + n, early)));
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

    public static Task<int> Hold(Session session, Happening e, string waitsFor, DateTimeOffset now) => session.Execute(
        """
        insert into held (publisher, stream, version, type, schema_version, occurred_at, headers, body, waits_for, held_at)
        values (@Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt, @Headers, @Body, @waitsFor, @now)
        on conflict (publisher, stream, version) do nothing
        """, new
        {
            e.Publisher, e.Stream, e.Version, e.Type, e.SchemaVersion, e.OccurredAt, e.Headers, e.Body, waitsFor, now,
        });

    public static Task<List<Happening>> WaitingFor(Session session, string name) => session.Query<Happening>(
        $"select {Happening.Columns} from held where waits_for = @name order by publisher, stream, version", new { name });

    public static Task<int> WaitForNext(Session session, Happening e, string waitsFor) => session.Execute(
        $"update held set waits_for = @waitsFor where {Key}", new { e.Publisher, e.Stream, e.Version, waitsFor });

    public static Task<int> Release(Session session, Happening e) => session.Execute(
        $"delete from held where {Key}", new { e.Publisher, e.Stream, e.Version });

    /// <summary>The longest held event since before an instant; of one stream the first.</summary>
    public static Task<Happening?> HeldSince(Session session, DateTimeOffset before) => session.First<Happening>(
        $"select {Happening.Columns} from held where held_at < @before order by held_at, version limit 1", new { before });

    /// <summary>Version of the event of the same stream that is held last before this one, or null.</summary>
    public static Task<int?> HeldBefore(Session session, Happening e) => session.Scalar<int?>(
        "select max(version) from held where publisher = @Publisher and stream = @Stream and version < @Version",
        new { e.Publisher, e.Stream, e.Version });

    /// <summary>The unit of a report, or null while its start is not logged.</summary>
    public static async Task<Guid?> UnitOf(Session session, Guid report) => await session.First<Happening>(
        $"select {Happening.Columns} from leaf where report = @report and type = @type order by idx limit 1",
        new { report, type = EventCatalog.NameOf(typeof(ReportStarted)) }) is { } started
        ? JsonSerializer.Deserialize<ReportStarted>(started.Body, WireJson.Options)!.Unit
        : null;

    /// <summary>Something of a stream waits for an event.</summary>
    public sealed record Waiting
    {
        public string Publisher { get; init; } = "";
        public Guid Stream { get; init; }
        public string WaitsFor { get; init; } = "";

        public bool Concerns(Happening e) => (Publisher == e.Publisher && Stream == e.Stream) || WaitsFor == e.Name;
    }
}
