using System.Text.Json;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>The rows of the trail. Their only writer; every call runs inside the transaction of a subscription or of the sweep.</summary>
internal static class Trail
{
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

    /// <summary>Gives an event its leaf, the next one, and keeps the texts that it brings.</summary>
    public static async Task Log(Session session, Happening e, bool early)
    {
        var headers = e.ReadHeaders();
        var facts = Facts.Of(e.Body);
        var leaf = Leaf.Of(e, headers, facts, early);
        await session.Execute(
            """
            insert into leaf (idx, publisher, stream, version, type, schema_version, occurred_at, actor, report, revision, hash,
                              early, leaf, leaf_hash, headers, body)
            values ((select coalesce(max(idx), -1) + 1 from leaf), @Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt,
                    @Actor, @Report, @Revision, @Hash, @early, @leaf, @leafhash, @Headers, @Body)
            """, new
            {
                e.Publisher, e.Stream, e.Version, e.Type, e.SchemaVersion, e.OccurredAt, headers.Actor,
                facts.Report, facts.Revision, facts.Hash, early, leaf, leafhash = Merkle.Leaf(leaf), e.Headers, e.Body,
            });
        await session.Execute(
            "insert into block (sha256, text) values (@Sha256, @Text) on conflict (sha256) do nothing", facts.Contents);
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
}
