using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Contracts.Review.Http;

namespace PartyReport.Web.Desk;

/// <summary>What the desk shows. A list whose service does not answer is a refusal, and the others stand.</summary>
/// <param name="Told">Reports that the reviews and notices are about, as far as the reader may read them.</param>
public sealed record DeskModel(
    Reply<List<ReviewView>> Waiting, Reply<List<ReportSummary>> Mine, Reply<InboxView> Inbox,
    IReadOnlyDictionary<Guid, ReportSummary> Told, Names Names)
{
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
        var (waiting, mine, inbox) = (visit.Review.Mine(), visit.Drafting.MyReports(), visit.Notices.Inbox(Notices));
        var told = await Reports(visit, (await waiting).Value ?? [], (await inbox).Value?.Notices ?? []);
        var units = told.Values.Concat((await mine).Value ?? []).Select(r => r.Unit);
        return await visit.Show<DeskView>(new DeskModel(await waiting, await mine, await inbox, told, await visit.Names(units)));
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
