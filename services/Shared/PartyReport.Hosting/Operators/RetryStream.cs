using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Has a blocked or parked stream tried again at once, as if it had never failed.</summary>
internal static class RetryStream
{
    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapPost("/retries", (RetryStreamRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct) =>
            Handle(desk, request, call, access, services, ct))
        .WithName(desk.Name(nameof(RetryStream))).Does(Actions.OperationsChange)
        .Produces<BlockedEventView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);

    public static Outcome Decide(bool administrator, Subscription? subscription, BlockedRow? first) => (subscription, first) switch
    {
        _ when !administrator => OperatorDesk.NotAdministrator,
        (null, _) => OperatorDesk.SubscriptionUnknown,
        (_, null) => Refusal.NotFound("operations.stream-not-blocked", "No event of this stream is blocked; it may have been applied meanwhile."),
        var (s, e) => Outcome.Of(new StreamRetried(
            s.Subscriber, s.Name, s.Publisher, e.Stream, e.Version, e.Type, e.Attempt, e.ParkedAt is not null)),
    };

    private static async Task<IResult> Handle(
        OperatorDesk desk, RetryStreamRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct)
    {
        var eventing = desk.Eventing(services);
        var subscription = eventing.Find(request.Subscription, request.Publisher);
        var (administrator, first) = await eventing.Log.Read(async s => (
            await OperatorDesk.IsAdministrator(s, access),
            subscription is null ? null : await BlockedRows.First(s, subscription, request.Stream)));

        var outcome = Decide(administrator, subscription, first);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Accepted(
            $"/api/operations/{desk.Service}/blocked", (first! with { Attempt = 0, DueAt = call.At, ParkedAt = null }).View());
        await OperatorDesk.Commit(call, eventing, subscription!, outcome.Events, answer, s => BlockedRows.Resume(s, first, call.At), ct);
        return answer.ToResult();
    }
}
