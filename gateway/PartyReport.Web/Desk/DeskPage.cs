using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Contracts.Review.Http;
using PartyReport.Web.Cycles;

namespace PartyReport.Web.Desk;

/// <summary>What the desk shows. A list whose service does not answer is a refusal, and the others stand.</summary>
/// <param name="Told">Reports that the reviews and notices are about, as far as the reader may read them.</param>
public sealed record DeskModel(
    Reply<List<ReviewView>> Waiting, Reply<List<ReportSummary>> Mine, Reply<InboxView> Inbox,
    IReadOnlyDictionary<Guid, ReportSummary> Told, Names Names)
{
    /// <summary>Reports that the reader may start, the nearest deadline first.</summary>
    public IReadOnlyList<ToStart> ToStart { get; init; } = [];

    /// <summary>The draft of the reader's with the nearest deadline.</summary>
    public ReportSummary? Draft => Mine.Value?.Where(r => r.State == "draft" && r.MayWrite).MinBy(r => r.Deadline);

    /// <summary>What a report is called.</summary>
    public string Called(Visit visit, Guid report) =>
        Told.TryGetValue(report, out var known) ? visit.L.Say(Words.ReportOf, Names.Unit(known.Unit)) : visit.L[Words.SomeReport];
}

/// <summary>The first page: the next thing to do, what waits, and what happened.</summary>
internal static class DeskPage
{
    private const int Notices = 20;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", Show);
        pages.MapPost("/notices/{id:guid}/reading", Read);
    }

    private static async Task<IResult> Show(Visit visit)
    {
        var (waiting, mine, inbox, cycles) = (visit.Review.Mine(), visit.Drafting.MyReports(), visit.Notices.Inbox(Notices), visit.Drafting.Cycles());
        var told = await Reports(visit, (await waiting).Value ?? [], (await inbox).Value?.Notices ?? []);
        // Who holds no post reads no cycles; the desk stands.
        var toStart = ToStart.Of((await cycles).Value);
        var units = told.Values.Concat((await mine).Value ?? []).Select(r => r.Unit).Concat(toStart.Select(t => t.Unit));
        return await visit.Show<DeskView>(
            new DeskModel(await waiting, await mine, await inbox, told, await visit.Names(units)) { ToStart = toStart });
    }

    internal static async Task<Dictionary<Guid, ReportSummary>> Reports(Visit visit, List<ReviewView> reviews, IReadOnlyList<NoticeView> notices)
    {
        var ids = reviews.Select(r => r.Report).Concat(notices.Select(n => n.Report)).Distinct().ToList();
        return ids is [] ? [] : ((await visit.Drafting.Reports(ids)).Value ?? []).ToDictionary(r => r.Id);
    }

    private static async Task<IResult> Read(Guid id, Visit visit, HttpContext context)
    {
        (await visit.Notices.Read(id, (await context.Request.ReadFormAsync())["key"].ToString())).Must();
        return Results.LocalRedirect("/#notices");
    }
}
