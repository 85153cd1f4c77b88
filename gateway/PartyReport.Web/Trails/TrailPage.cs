using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Archive.Http;
using PartyReport.Web.Reports;

namespace PartyReport.Web.Trails;

/// <summary>A report's trail.</summary>
/// <param name="Only"><c>decisions</c>: what was submitted and decided; <c>revisions</c>; anything else: all.</param>
/// <param name="Leaf">Leaf whose proof is asked for; null: of the newest act.</param>
public sealed record TrailModel(ReportModel Report, TrailView Trail, Names Names, string Only, long? Leaf)
{
    /// <summary>What is listed.</summary>
    public IReadOnlyList<Act> Acts { get; } = [.. Act.Of(Trail, Report.Review).Where(a => Only switch
    {
        "decisions" => a.Last.Type is "review.decision-made" or "drafting.report-submitted" or "archive.report-filed",
        "revisions" => a.Last.Type == "drafting.report-revised",
        _ => true,
    })];

    /// <summary>The act whose proof is shown; null when nothing is listed.</summary>
    public Act? Chosen => Acts.FirstOrDefault(a => a.Leaves.Any(l => l.Leaf == Leaf)) ?? (Acts is [var newest, ..] ? newest : null);

    /// <summary>Who did it: their post then, or the service.</summary>
    public string Who(Act act, Language language) =>
        act.Decision is { } made ? Names.Post(made.Post)
        : Guid.TryParse(act.Last.Actor, out var person) ? Names.PostOf(person, act.Last.At, Report.Report.Unit)
        : language[Words.TheSystem];
}

/// <summary>Everything that happened to a report, each with its leaf in the archive's log, and what that proves.</summary>
internal static class TrailPage
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reports/{id:guid}/trail", Show);
        pages.MapGet("/reports/{id:guid}/trail/{leaf:long}/proof", async (Guid id, long leaf, Visit visit) =>
            visit.Download((await visit.Archive.Proof(id, leaf)).Must(), $"leaf-{leaf}.tlog-proof"));
    }

    private static async Task<IResult> Show(Guid id, Visit visit, string? only, long? leaf)
    {
        var asked = visit.Archive.Trail(id);
        var report = await ReportModel.Load(visit, id);
        // What was done a moment ago may not have reached the archive: the page stands, and says that it is on its way.
        var reply = await asked;
        var trail = reply.Problem is { Code: "archive.report-unknown" } ? new TrailView(id, null, [], null) : reply.Must();
        var people = trail.Entries.Select(e => Guid.TryParse(e.Actor, out var person) ? person : (Guid?)null).OfType<Guid>();
        var names = await visit.Names(
            [report.Report.Unit], (report.Review?.Decisions ?? []).Select(d => d.Post), people);
        return await visit.Show<TrailPageView>(new TrailModel(report, trail, names, only ?? "", leaf));
    }
}
