using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>The revisions of a report: the list, one with its blocks, and one as the text that it was made from.</summary>
internal static class GetRevision
{
    public static void Map(IEndpointRouteBuilder reports)
    {
        reports.MapGet("/{id:guid}/revisions", List).WithName("GetRevisions").Does(Actions.ReportRead).Produces<List<RevisionSummary>>();
        reports.MapGet("/{id:guid}/revisions/{revision:int}", One).WithName("GetRevision").Does(Actions.ReportRead).Produces<RevisionView>();
        reports.MapGet("/{id:guid}/revisions/{revision:int}/text", Text).WithName("ExportRevision").Does(Actions.ReportExport).Produces<string>(contentType: "text/plain");
    }

    private static Task<IResult> List(Guid id, Access access, ReportStore store) => IfAllowed(Actions.ReportRead, id, access, store, async s =>
        TypedResults.Ok((await s.Query<Row>("select number, hash, author, origin, encoding, at from revision where report = @id order by number", new { id }))
            .ConvertAll(r => new RevisionSummary(r.Number, r.Hash, r.Author, r.Origin, r.At))));

    private static Task<IResult> One(Guid id, int revision, Access access, ReportStore store) =>
        IfAllowed(Actions.ReportRead, id, access, store, async s =>
            await View(s, id, revision) is { } view ? TypedResults.Ok(view) : Missing(revision).ToProblem());

    /// <summary>The exact characters in UTF-8: what was imported, with the edits since.</summary>
    private static Task<IResult> Text(Guid id, int revision, Access access, ReportStore store) =>
        IfAllowed(Actions.ReportExport, id, access, store, async s => await View(s, id, revision) is { } view
            ? TypedResults.Bytes(Encoding.UTF8.GetBytes(string.Concat(view.Blocks.Select(b => b.Text))), "text/plain; charset=utf-8", $"{id}-{revision}.txt")
            : Missing(revision).ToProblem());

    private static Task<IResult> IfAllowed(string action, Guid id, Access access, ReportStore store, Func<Session, Task<IResult>> answer) =>
        store.Read(async s =>
        {
            var loaded = await store.Load(s, id, access, action);
            if (loaded.Report is Report.NotStarted) return Refusals.Unknown.ToProblem();
            return loaded.May ? await answer(s) : Refusals.NotYours.ToProblem();
        });

    private static async Task<RevisionView?> View(Session session, Guid id, int revision)
    {
        if (await session.First<Row>(
            "select number, hash, author, origin, encoding, manifest, at from revision where report = @id and number = @revision",
            new { id, revision }) is not { } row) return null;
        var texts = (await session.Query<Stored>("select sha256, text from block where report = @id", new { id })).ToDictionary(b => b.Sha256, b => b.Text);
        return new RevisionView(id, revision, row.Hash, row.Author, row.Origin, row.Encoding, row.At,
            [.. JsonSerializer.Deserialize<List<ManifestEntry>>(row.Manifest, WireJson.Options)!
                .Select(e => new BlockView(e.Block, e.Parent, e.Kind, e.Sha256, Checked(e.Sha256, texts[e.Sha256])))]);
    }

    // A text that was changed behind our back is not shown under the hash of another.
    private static string Checked(string sha256, string text) => Content.HashOf(text) == sha256
        ? text
        : throw new InvalidDataException($"The text of block {sha256} was changed in the database; restore it from the backup.");

    private static Refusal Missing(int revision) => Refusal.NotFound("revision.unknown", $"The report has no revision {revision}.");

    private sealed record Stored
    {
        public string Sha256 { get; init; } = "";
        public string Text { get; init; } = "";
    }

    private sealed record Row
    {
        public int Number { get; init; }
        public string Hash { get; init; } = "";
        public Guid Author { get; init; }
        public string Origin { get; init; } = "";
        public string? Encoding { get; init; }
        public string Manifest { get; init; } = "";
        public DateTimeOffset At { get; init; }
    }
}
