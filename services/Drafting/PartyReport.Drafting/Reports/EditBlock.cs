using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Drafting.Import;
using PartyReport.Hosting;

namespace PartyReport.Drafting.Reports;

/// <summary>Replaces the words of one block. Edits of other blocks since the base revision are merged.</summary>
internal static class EditBlock
{
    public static void Map(IEndpointRouteBuilder reports) =>
        reports.MapPut("/{id:guid}/blocks/{block:guid}", Handle).WithName("EditBlock").Does(Actions.ReportWrite).Produces<RevisionSaved>();

    /// <summary>The block as the writer saw it and as it is now; null where a revision does not hold it.</summary>
    internal sealed record Texts(string? Base, string? Now);

    public static Outcome Decide(Report report, bool mayWrite, Guid author, Guid block, EditBlockRequest request, Texts texts)
    {
        if (report is Report.NotStarted) return Refusals.Unknown;
        if (!mayWrite) return Refusals.NotAnAuthor;
        if (report is not Report.Draft draft) return Refusals.NotADraft(report);
        if (request.BaseRevision < 1 || request.BaseRevision > draft.Text.Revision) return Refusals.Moved(draft.Text.Revision);
        if (draft.Text.Manifest.FirstOrDefault(e => e.Block == block) is not { } entry || texts is not { Base: { } seen, Now: { } now })
            return Refusal.NotFound("block.unknown", "This revision has no such block.");
        if (!PlainText.IsClean(request.Text)) return PlainText.NotClean("text");
        if (!BlockText.MayHold(Blocks.KindOf(entry.Kind), request.Text))
            return Refusal.Invalid("block.structure-changed",
                $"A {entry.Kind} must stay one: the text is blank, or holds a heading or point of its own, or lost its mark.");

        var text = BlockText.Replace(now, request.Text);
        if (text == now) return Outcome.NothingToDo;
        if (seen != now) return Conflict(seen, now, request.Text);
        if (Encoding.UTF8.GetByteCount(text) > Content.MaxBytes)
            return Refusal.Invalid("report.block-too-large", $"A block holds at most {Content.MaxBytes / 1024} KiB.");
        return Outcome.Of(Revise(draft.Text, author, block, Content.Of(text)));
    }

    private static Refusal Conflict(string seen, string now, string yours) => Refusal.Conflict(
        "block.conflict", "Somebody changed this block since you read it. Join the two texts and save again.") with
    {
        More = new Dictionary<string, object?>
        {
            ["base"] = BlockText.Body(seen), ["theirs"] = BlockText.Body(now), ["yours"] = yours,
        },
    };

    private static ReportRevised Revise(Report.Body text, Guid author, Guid block, Content content)
    {
        ManifestEntry[] manifest = [.. text.Manifest.Select(e => e.Block == block ? e with { Sha256 = content.Sha256 } : e)];
        Content[] unknown = text.Known.Contains(content.Sha256) ? [] : [content];
        return new(text.Id, text.Cycle, author, text.Revision + 1, Manifest.HashOf(manifest), manifest, unknown, "edit");
    }

    private static async Task<IResult> Handle(
        Guid id, Guid block, EditBlockRequest request, Command call, Access access, ReportStore store, CancellationToken ct)
    {
        var (loaded, texts) = await store.Read(async s =>
        {
            var loaded = await store.Load(s, id, access, Actions.ReportWrite);
            return (loaded, new Texts(await TextAt(s, id, block, request.BaseRevision), await TextAt(s, id, block, loaded.Report.Content?.Revision ?? 0)));
        });

        var outcome = Decide(loaded.Report, loaded.May, call.Actor, block, request, texts);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var text = outcome.Events is [var e] ? Report.Evolve(loaded.Report, e).Content! : loaded.Report.Content!;
        var answer = Answer.Ok(new RevisionSaved(id, text.Revision, text.Hash!, null, []));
        await store.Append(call, id, loaded.Version, outcome.Events, answer, ct, (loaded.Report as Report.Draft)?.ReturnedBy);
        return answer.ToResult();
    }

    private static async Task<string?> TextAt(Eventing.Session session, Guid report, Guid block, int revision) =>
        (await ReportStore.ManifestOf(session, report, revision))?.FirstOrDefault(e => e.Block == block) is { } entry
            ? await ReportStore.TextOf(session, report, entry.Sha256)
            : null;
}
