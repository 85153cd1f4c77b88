using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Sets a subscription back, never ahead, so that what follows a position is applied again.</summary>
internal static class ReplaySubscription
{
    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapPost("/replays", (ReplaySubscriptionRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct) =>
            Handle(desk, request, call, access, services, ct))
        .WithName(desk.Name(nameof(ReplaySubscription))).Does(Actions.OperationsChange)
        .Produces<ReplayView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="places">Where the subscription stands, by shard.</param>
    public static Outcome Decide(
        bool administrator, Subscription? subscription, IReadOnlyDictionary<int, Cursor> places, ReplaySubscriptionRequest request) =>
        (subscription, Cursor.Parse(request.From)) switch
        {
            _ when !administrator => OperatorDesk.NotAdministrator,
            (null, _) => OperatorDesk.SubscriptionUnknown,
            (_, null) => Refusal.Invalid("operations.position-invalid", "from: generation/transaction/position, for example 0/0/0."),
            _ when request.Shard is { } shard && !places.ContainsKey(shard) =>
                Refusal.Invalid("operations.position-invalid", $"shard: one of {string.Join(", ", places.Keys.Order())}."),
            var (s, from) => SetBack(s, from.Value, [.. Wanted(places, request.Shard)]),
        };

    private static Outcome SetBack(Subscription s, Cursor from, List<KeyValuePair<int, Cursor>> places)
    {
        List<ReplayedShard> beyond = [.. places.Where(p => p.Value > from).OrderBy(p => p.Key).Select(p => new ReplayedShard(p.Key, p.Value.ToString()))];
        if (beyond.Count > 0) return Outcome.Of(new SubscriptionReplayed(s.Subscriber, s.Name, s.Publisher, from.ToString(), beyond));
        return places.Exists(p => p.Value == from)
            ? Outcome.NothingToDo
            : Refusal.Conflict("operations.position-ahead", "The subscription has not come that far; it can only be set back.");
    }

    private static IEnumerable<KeyValuePair<int, Cursor>> Wanted(IReadOnlyDictionary<int, Cursor> places, int? shard) =>
        places.Where(p => shard is null || p.Key == shard);

    private static async Task<IResult> Handle(
        OperatorDesk desk, ReplaySubscriptionRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct)
    {
        var eventing = desk.Eventing(services);
        var subscription = eventing.Find(request.Subscription, request.Publisher);
        var (administrator, places) = await eventing.Log.Read(async s => (
            await OperatorDesk.IsAdministrator(s, access),
            subscription is null ? [] : await SubscriptionRows.Places(s, subscription, eventing.Shards)));

        var outcome = Decide(administrator, subscription, places, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var from = Cursor.Parse(request.From)!.Value;
        List<int> shards = [.. outcome.Events.OfType<SubscriptionReplayed>().SelectMany(e => e.Shards).Select(s => s.Shard)];
        var answer = Answer.Accepted(
            $"/api/operations/{desk.Service}", new ReplayView(request.Publisher, request.Subscription, from.ToString(), shards));
        await OperatorDesk.Commit(call, eventing, subscription!, outcome.Events, answer, s => SetBack(s, subscription!, shards, from), ct);
        // Again for the shards that stand there already: an earlier wish may have been lost with the broker.
        await eventing.AskResend(subscription!, Wanted(places, request.Shard).Where(p => p.Value >= from).Select(p => p.Key), from);
        return answer.ToResult();
    }

    private static async Task<bool> SetBack(Session session, Subscription subscription, List<int> shards, Cursor from)
    {
        foreach (var shard in shards)
            if (!await SubscriptionRows.SetBack(session, subscription, shard, from)) return false;
        return true;
    }
}
