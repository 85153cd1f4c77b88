using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>A report's trail, in the order of the log.</summary>
internal static class GetTrail
{
    public static void Map(IEndpointRouteBuilder archive) => archive
        .MapGet("/reports/{report:guid}", Handle).WithName("GetTrail").Does(Actions.TrailRead)
        .Produces<TrailView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> Handle(
        Guid report, Access access, [FromKeyedServices(ArchiveModule.Name)] EventLog log, PublishedLog published)
    {
        // Taken before reading: a leaf may be sealed a moment later, but none is called sealed before its time.
        var size = published.Size;
        return log.Read(session => Read(session, report, access, size));
    }

    private static async Task<IResult> Read(Session session, Guid report, Access access, long published)
    {
        var entries = await session.Query<Entry>(
            """
            select idx, publisher, stream, version, type, actor, occurred_at as occurredat, revision, hash, early
            from leaf where report = @report order by idx
            """, new { report });
        if (await MayNotRead(session, report, access, entries is not []) is { } refusal) return refusal.ToProblem();

        var sealedBy = await Checkpoint.FirstCovering(session, entries[^1].Idx, published);
        return Results.Ok(new TrailView(
            report, await session.Scalar<long?>("select number from filing where report = @report", new { report }),
            [.. entries.Select(e => e.View(published))],
            sealedBy is null ? null : new CheckpointView(sealedBy.Size, sealedBy.RootText)));
    }

    /// <summary>Why the trail is not for whoever asks; null when it is.</summary>
    public static async Task<Refusal?> MayNotRead(Session session, Guid report, Access access, bool isThere) =>
        !isThere ? Refusal.NotFound("archive.report-unknown", "The archive holds nothing of this report.")
        : await MayRead(session, report, access) ? null
        : Refusal.Forbidden("archive.not-yours", "You hold no post that looks after the unit of this report.");

    // A trail whose report's unit is not known here yet belongs to no unit.
    private static async Task<bool> MayRead(Session session, Guid report, Access access) => (await access.May(session, Actions.TrailRead,
        await Trail.UnitOf(session, report) is { } unit ? await Target.Of(session, report, unit) : new Target { Id = report })).Allowed;

    private sealed record Entry
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

        public TrailEntry View(long published) =>
            new(Idx, Publisher, Stream, Version, Type, Actor, OccurredAt, Revision, Hash, Early, Idx < published);
    }
}
