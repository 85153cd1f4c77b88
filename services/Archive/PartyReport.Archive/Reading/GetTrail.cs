using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Archive.Log;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive.Reading;

/// <summary>A report's trail: every event with its leaf, the archive number, and the checkpoint that seals it all.</summary>
internal static class GetTrail
{
    public static void Map(IEndpointRouteBuilder archive) => archive.MapGet("/reports/{report:guid}", Handle).WithName("GetTrail")
        .Produces<TrailView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Handle(
        Guid report, Actor actor, [FromKeyedServices(ArchiveModule.Name)] EventLog log, LogPublisher publisher, TimeProvider clock)
    {
        var published = publisher.Published;
        return await log.Read<IResult>(async s =>
        {
            var rows = await s.Query<Row>(
                """
                select idx, publisher, stream, version, type, actor, occurred_at as occurredat, revision, hash, early
                from leaf where report = @report order by idx
                """, new { report });
            if (rows.Count == 0) return Refusal.NotFound("archive.report-unknown", "No event of this report is logged.").ToProblem();
            if (!await Readers.Reads(s, actor.Person, report, Day.Of(clock.GetUtcNow())))
                return Refusal.Forbidden("archive.not-yours", "Only those who look after the unit, archivists and auditors read its trail.").ToProblem();
            return TypedResults.Ok(new TrailView(
                report,
                await s.Scalar<long?>("select number from filing where report = @report", new { report }),
                rows.ConvertAll(r => r.ToEntry(published)),
                await SealedBy(s, rows[^1].Idx, published)));
        });
    }

    private static async Task<CheckpointView?> SealedBy(Session session, long last, long published) =>
        await session.First<Checkpoint>(
            "select size, root from checkpoint where size > @last and size <= @published order by size limit 1", new { last, published })
            is { } row ? new CheckpointView(row.Size, Convert.ToBase64String(row.Root)) : null;

    private sealed record Checkpoint
    {
        public long Size { get; init; }
        public byte[] Root { get; init; } = [];
    }

    private sealed record Row
    {
        public long Idx { get; init; }
        public string Publisher { get; init; } = "";
        public Guid Stream { get; init; }
        public int Version { get; init; }
        public string Type { get; init; } = "";
        public string Actor { get; init; } = "";
        public DateTimeOffset OccurredAt { get; init; }
        public int? Revision { get; init; }
        public string? Hash { get; init; }
        public bool Early { get; init; }

        public TrailEntry ToEntry(long published) =>
            new(Idx, Publisher, Stream, Version, Type, Actor, OccurredAt, Revision, Hash, Early, Idx < published);
    }
}
