using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Web.Desk;

namespace PartyReport.Web.Reviews;

/// <summary>The list of what waits for the reader's decision.</summary>
internal static class ReviewsPage
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/reviews", Show);

    private static async Task<IResult> Show(Visit visit)
    {
        var waiting = await visit.Review.Mine();
        var told = await DeskPage.Reports(visit, waiting.Must(), []);
        var names = await visit.Names(told.Values.Select(r => r.Unit));
        return await visit.Show<ReviewsView>(new DeskModel(waiting, new([], null), new(new InboxView(0, []), null), told, names));
    }
}
