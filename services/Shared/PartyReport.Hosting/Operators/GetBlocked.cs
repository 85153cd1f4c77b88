using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>The blocked events of a service, page by page, without their content.</summary>
internal static class GetBlocked
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapGet("/blocked", (
                Access access, IServiceProvider services,
                string? subscription, string? publisher, string? after, bool parked = false, int limit = 100) =>
            Handle(desk, access, services, new Wanted(subscription, publisher, parked, after, limit)))
        .WithName(desk.Name(nameof(GetBlocked))).Does(Actions.OperationsRead).Produces<BlockedPage>().ProducesProblem(StatusCodes.Status400BadRequest);

    private sealed record Wanted(string? Subscription, string? Publisher, bool Parked, string? After, int Limit);

    private static Task<IResult> Handle(OperatorDesk desk, Access access, IServiceProvider services, Wanted wanted)
    {
        var after = Place(wanted.After);
        return desk.Eventing(services).Log.Read(async session =>
            await OperatorDesk.MayNotRead(session, access) is { } refusal ? refusal.ToProblem()
            : wanted.Limit is < 1 or > Most || (after is null && wanted.After is not null)
                ? Refusal.Malformed("operations.page-invalid", $"limit: 1 to {Most}; after: the next of the page before.").ToProblem()
            : TypedResults.Ok(Page(await BlockedRows.Page(
                session, wanted.Subscription, wanted.Publisher, wanted.Parked, after, wanted.Limit + 1), wanted.Limit)));
    }

    private static BlockedPage Page(List<BlockedRow> rows, int limit) => new(
        [.. rows.Take(limit).Select(r => r.View())], rows.Count > limit ? Place(rows[limit - 1]) : null);

    private static string Place(BlockedRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Subscription}/{row.Publisher}/{row.Shard}/{row.Cursor}");

    private static BlockedRow? Place(string? after) =>
        after?.Split('/', 4) is [var subscription, var publisher, var shard, var cursor]
        && int.TryParse(shard, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Cursor.Parse(cursor) is { } at
            ? new BlockedRow
            {
                Subscription = subscription, Publisher = publisher, Shard = number,
                Generation = at.Generation, Xid = at.Xid, Position = at.Position,
            }
            : null;
}
