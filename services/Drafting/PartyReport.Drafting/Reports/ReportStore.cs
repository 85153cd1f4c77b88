using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Drafting.Cycles;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Loads reports from the log and is the only writer of their events and tables.</summary>
internal sealed class ReportStore([FromKeyedServices(DraftingModule.Name)] EventLog log)
{
    public Task<T> Read<T>(Func<Session, Task<T>> work) => log.Read(work);

    /// <summary>A report with the version of its stream and whether the actor may do with it what they want.</summary>
    internal sealed record Loaded(Report Report, int Version, bool May);

    public Task<Loaded> Load(Guid id, Access access, string action) => log.Read(s => Load(s, id, access, action));

    public async Task<Loaded> Load(Session session, Guid id, Access access, string action)
    {
        var (report, version) = await Fold(session, id);
        return new(report, version, report.Content is { } text
            && (await access.May(session, action, await TargetOf(session, report, text, access.Day))).Allowed);
    }

    /// <summary>What rules look at; null when there is no such report.</summary>
    public async Task<Target?> TargetOf(Session session, Guid id, DateOnly day)
    {
        var (report, _) = await Fold(session, id);
        return report.Content is { } text ? await TargetOf(session, report, text, day) : null;
    }

    private static async Task<Target> TargetOf(Session session, Report report, Report.Body text, DateOnly day)
    {
        var target = await Target.Of(session, text.Id, text.Unit);
        return report is Report.Draft ? target : target with { Seats = await Seats(session, text.Cycle, day) };
    }

    // Seats in units that the chain names. Others are in the report's unit or above it, and their holders read it anyway.
    private static async Task<List<Guid>> Seats(Session session, Guid cycle, DateOnly day)
    {
        var people = new List<Guid>();
        foreach (var stage in (await CycleStore.Find(session, cycle))?.Chain ?? [])
            if (stage is { Relation: StageRelations.Named, Unit: { } unit })
                people.AddRange((await OrganisationReplica.HoldersIn(session, unit, stage.Role, day)).Select(p => p.Person));
        return people;
    }

    public async Task<(Report Report, int Version)> Fold(Session session, Guid id)
    {
        var events = await EventLog.ReadStream(session, id);
        return (events.Select(log.Types.Read).Aggregate<object, Report>(new Report.NotStarted(), Report.Evolve), events.Count);
    }

    public Task Append(Command call, Guid id, int version, IReadOnlyList<object> events, Answer answer, CancellationToken ct, Cause? cause = null)
    {
        var recorded = call.Record(log, id, version, events, cause);
        return call.Commit(log, recorded, answer, s => Apply(s, recorded), ct);
    }

    public static Task<string?> TextOf(Session session, Guid report, string sha256) =>
        session.Scalar<string>("select text from block where report = @report and sha256 = @sha256", new { report, sha256 });

    public static async Task<IReadOnlyList<ManifestEntry>?> ManifestOf(Session session, Guid report, int revision) =>
        await session.Scalar<string>("select manifest from revision where report = @report and number = @revision", new { report, revision })
            is { } json ? JsonSerializer.Deserialize<List<ManifestEntry>>(json, WireJson.Options) : null;

    public static async Task Apply(Session session, IEnumerable<NewEvent> events)
    {
        foreach (var e in events) await Apply(session, e);
    }

    private static Task Apply(Session session, NewEvent e) => e.Value switch
    {
        ReportStarted s => session.Execute(
            "insert into report (id, cycle, unit, state, authors, revision) values (@Report, @Cycle, @Unit, 'draft', @authors, 0)",
            new { s.Report, s.Cycle, s.Unit, authors = Json(new[] { s.Author }) }),
        ReportRevised r => Revise(session, r, e.OccurredAt),
        ReportSubmitted s => Move(session, s.Report, "in-review", s.Authors),
        ReportReopened r => Move(session, r.Report, "draft"),
        ReportSettled s => Move(session, s.Report, "approved"),
        _ => throw new InvalidOperationException($"{e.Type} is not an event of a report."),
    };

    private static async Task Revise(Session session, ReportRevised r, DateTimeOffset at)
    {
        await session.Execute("insert into block (report, sha256, text) values (@Report, @Sha256, @Text)",
            r.NewBlocks.Select(b => new { r.Report, b.Sha256, b.Text }));
        await session.Execute(
            """
            insert into revision (report, number, hash, author, origin, encoding, manifest, at)
            values (@Report, @Revision, @Hash, @Author, @Origin, @Encoding, @manifest, @at)
            """, new { r.Report, r.Revision, r.Hash, r.Author, r.Origin, r.Encoding, manifest = Json(r.Manifest), at });
        await session.Execute("update report set revision = @Revision, hash = @Hash where id = @Report", r);
    }

    private static Task Move(Session session, Guid report, string state, IReadOnlyList<Guid>? authors = null) => session.Execute(
        "update report set state = @state, authors = coalesce(@authors, authors) where id = @report",
        new { report, state, authors = authors is null ? null : Json(authors) });

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);
}
