using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Archive.Log;
using PartyReport.Contracts;
using PartyReport.Contracts.Archive;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;

namespace PartyReport.Archive.Leaves;

/// <summary>Gives every audited event exactly one leaf, after the leaves of its causes, and files what was approved.</summary>
internal sealed class Sequencer([FromKeyedServices(ArchiveModule.Name)] EventLog log, TimeProvider clock)
{
    private const string EventColumns =
        "publisher, stream, version, type, schema_version as schemaversion, occurred_at as occurredat, headers, body";

    public async Task<Reaction> React(Session session, Delivery delivery)
    {
        var logged = new LoggedEvent
        {
            Publisher = delivery.Publisher, Stream = delivery.Event.Stream, Version = delivery.Event.Version, Type = delivery.Event.Type,
            SchemaVersion = delivery.Event.SchemaVersion, OccurredAt = delivery.Event.OccurredAt,
            Headers = delivery.Event.Headers, Body = delivery.Event.Body,
        };
        var filed = delivery.Body is ReportApproved approved ? await File(session, approved, delivery.Cause) : null;
        return new Reaction(filed is null ? [] : [filed], async s =>
        {
            await Admit(s, logged);
            if (filed?.Value is ReportFiled filing)
                await s.Execute("insert into filing (number, report, revision, hash) values (@Number, @Report, @Revision, @Hash)", filing);
        });
    }

    /// <summary>Logs events that have waited too long for their causes, flagged; returns them with what they still miss.</summary>
    public Task<List<string>> LogEarly(TimeSpan patience, CancellationToken ct) => log.Write(async session =>
    {
        var told = new List<string>();
        var late = new { before = clock.GetUtcNow() - patience };
        while (await session.First<LoggedEvent>(
            $"select {EventColumns} from held where held_at <= @before order by held_at, publisher, stream, version limit 1", late) is { } e)
        {
            told.Add($"{e.Type} {e.Stream}/{e.Version}: {await Missing(session, e)}");
            await TakeOff(session, e);
            await Insert(session, e, early: true);
            await Release(session);
        }
        return told;
    }, ct);

    public Task<bool> AnyHeldFor(TimeSpan patience) => log.Read(async session => await session.Scalar<int>(
        "select exists (select 1 from held where held_at <= @before)", new { before = clock.GetUtcNow() - patience }) == 1);

    // The number is taken from what is committed; of two approvals in one slice the second clashes and is done again alone.
    private async Task<NewEvent?> File(Session session, ReportApproved e, Cause cause)
    {
        if (await session.Scalar<int>("select exists (select 1 from filing where report = @Report)", e) == 1) return null;
        var number = await session.Scalar<long>("select coalesce(max(number), 0) + 1 from filing");
        var headers = new EventHeaders("service:archive", $"{cause.Publisher}/{cause.Stream}/{cause.Version}", [cause]);
        return log.Types.Write(e.Report, 1,
            new ReportFiled(e.Report, e.Cycle, e.Unit, e.Authors, number, e.Revision, e.Hash), headers, clock.GetUtcNow());
    }

    private async Task Admit(Session session, LoggedEvent e)
    {
        if (await IsKnown(session, e)) return;
        if (await Missing(session, e) is null)
        {
            await Insert(session, e, early: false);
            await Release(session);
            return;
        }
        await session.Execute(
            """
            insert into held (publisher, stream, version, type, schema_version, occurred_at, headers, body, held_at)
            values (@Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt, @Headers, @Body, @now)
            """, new { e.Publisher, e.Stream, e.Version, e.Type, e.SchemaVersion, e.OccurredAt, e.Headers, e.Body, now = clock.GetUtcNow() });
    }

    private static async Task Release(Session session)
    {
        while (await FirstReady(session) is { } e)
        {
            await TakeOff(session, e);
            await Insert(session, e, early: false);
        }
    }

    private static async Task<LoggedEvent?> FirstReady(Session session)
    {
        foreach (var e in await session.Query<LoggedEvent>($"select {EventColumns} from held order by publisher, stream, version"))
            if (await Missing(session, e) is null)
                return e;
        return null;
    }

    /// <summary>What an event still waits for, or null.</summary>
    private static async Task<string?> Missing(Session session, LoggedEvent e)
    {
        if (await session.Scalar<int>(
            "select exists (select 1 from held where publisher = @Publisher and stream = @Stream and version < @Version)", e) == 1)
            return "an earlier event of its stream waits";
        foreach (var cause in JsonSerializer.Deserialize<EventHeaders>(e.Headers, WireJson.Options)!.Causes)
            if (await session.Scalar<int>(
                "select exists (select 1 from leaf where publisher = @Publisher and stream = @Stream and version = @Version)", cause) == 0)
                return $"its cause {cause.Publisher}/{cause.Stream}/{cause.Version} is not logged";
        return null;
    }

    private static async Task<bool> IsKnown(Session session, LoggedEvent e) => await session.Scalar<int>(
        """
        select exists (select 1 from leaf where publisher = @Publisher and stream = @Stream and version = @Version)
            or exists (select 1 from held where publisher = @Publisher and stream = @Stream and version = @Version)
        """, e) == 1;

    private static Task<int> TakeOff(Session session, LoggedEvent e) =>
        session.Execute("delete from held where publisher = @Publisher and stream = @Stream and version = @Version", e);

    private static async Task Insert(Session session, LoggedEvent e, bool early)
    {
        var leaf = Leaf.Of(e, early);
        await session.Execute(
            """
            insert into leaf (idx, publisher, stream, version, type, schema_version, occurred_at, actor, report, revision, hash, early,
                              leaf, leaf_hash, headers, body)
            values ((select coalesce(max(idx) + 1, 0) from leaf), @Publisher, @Stream, @Version, @Type, @SchemaVersion, @OccurredAt,
                    @Actor, @Report, @Revision, @Hash, @early, @Bytes, @leafHash, @Headers, @Body)
            """, new
            {
                e.Publisher, e.Stream, e.Version, e.Type, e.SchemaVersion, e.OccurredAt, e.Headers, e.Body,
                leaf.Actor, leaf.Report, leaf.Revision, leaf.Hash, early, leaf.Bytes, leafHash = Merkle.Leaf(leaf.Bytes),
            });
        await session.Execute("insert into block (sha256, text) values (@Sha256, @Text) on conflict do nothing", leaf.Contents);
    }
}
