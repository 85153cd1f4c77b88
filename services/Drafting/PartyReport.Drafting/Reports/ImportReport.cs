using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Cycles;
using PartyReport.Drafting.Import;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Makes a revision of a plain-text file, keeping every character of it.</summary>
internal static class ImportReport
{
    public static void Map(IEndpointRouteBuilder reports) => reports.MapPost("/{id:guid}/import", Handle).WithName("ImportReport").Does(Actions.ReportWrite)
        .Accepts<byte[]>("text/plain", "application/octet-stream").Produces<RevisionSaved>(StatusCodes.Status201Created);

    public static Outcome Decide(
        Report report, bool mayWrite, Guid author, int baseRevision, IReadOnlyList<ParsedBlock> blocks, string encoding, Func<Guid> newId)
    {
        if (report is Report.NotStarted) return Refusals.Unknown;
        if (!mayWrite) return Refusals.NotAnAuthor;
        if (report is not Report.Draft draft) return Refusals.NotADraft(report);
        if (draft.Text.Revision != baseRevision) return Refusals.Moved(draft.Text.Revision);

        var manifest = Blocks.Place(blocks, draft.Text.Manifest, newId);
        var hash = Manifest.HashOf(manifest);
        if (hash == draft.Text.Hash) return Outcome.NothingToDo;
        Content[] unknown = [.. blocks.Select(b => Content.Of(b.Text)).Where(c => !draft.Text.Known.Contains(c.Sha256)).DistinctBy(c => c.Sha256)];
        return Outcome.Of(new ReportRevised(
            draft.Text.Id, draft.Text.Cycle, author, draft.Text.Revision + 1, hash, manifest, unknown, "import", encoding));
    }

    /// <param name="baseRevision">Revision that the importer saw; 0 for the first import.</param>
    private static async Task<IResult> Handle(
        Guid id, [FromQuery] int baseRevision, Command call, Access access, HttpRequest request, ReportStore store, CancellationToken ct)
    {
        var (file, fault) = await ImportFile.Read(request, ct);
        if (fault is not null) return fault.ToProblem();
        var loaded = await store.Load(id, access, Actions.ReportWrite);

        var outcome = Decide(loaded.Report, loaded.May, call.Actor, baseRevision, file!.Parsed.Blocks, file.Encoding, Guid.NewGuid);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var text = outcome.Events is [var e] ? Report.Evolve(loaded.Report, e).Content! : loaded.Report.Content!;
        var cycle = await store.Read(s => CycleStore.Find(s, text.Cycle));
        var answer = Answer.Created($"/api/reports/{id}/revisions/{text.Revision}",
            new RevisionSaved(id, text.Revision, text.Hash!, file.Encoding, TemplateFindings.Of(cycle!.Template, file.Chapters)));
        await store.Append(call, id, loaded.Version, outcome.Events, answer, ct, (loaded.Report as Report.Draft)?.ReturnedBy);
        return answer.ToResult();
    }
}
