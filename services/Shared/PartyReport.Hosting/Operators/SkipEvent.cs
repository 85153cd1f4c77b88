using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Takes the event that holds up a stream off the list without applying it, for a reason that stays in the trail.</summary>
internal static class SkipEvent
{
    private const int MaxReason = 2_000;

    public static void Map(IEndpointRouteBuilder operations, OperatorDesk desk) => operations
        .MapPost("/skips", (SkipEventRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct) =>
            Handle(desk, request, call, access, services, ct))
        .WithName(desk.Name(nameof(SkipEvent))).Does(Actions.OperationsChange)
        .Produces<BlockedEventView>().ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="first">The event that holds up the stream; null when none is blocked.</param>
    /// <param name="held">Whether the event that was asked for is blocked at all.</param>
    public static Outcome Decide(bool administrator, Subscription? subscription, BlockedRow? first, bool held, SkipEventRequest request) =>
        (subscription, first) switch
        {
            _ when !administrator => OperatorDesk.NotAdministrator,
            _ when string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > MaxReason =>
                Refusal.Invalid("operations.reason-length", $"reason: 1 to {MaxReason} characters, not only blanks."),
            _ when !PlainText.IsClean(request.Reason) => PlainText.NotClean("reason"),
            (null, _) => OperatorDesk.SubscriptionUnknown,
            (var s, { } e) when e.Version == request.Version => Outcome.Of(Skipped(s, e, request.Reason)),
            (_, { } e) when held => Refusal.Conflict(
                "operations.event-not-first", $"Version {e.Version} is the first of this stream that waits; only that one may be skipped."),
            _ => Refusal.NotFound("operations.event-not-blocked", "This event is not blocked; it may have been applied meanwhile."),
        };

    private static EventSkipped Skipped(Subscription s, BlockedRow e, string reason) => new(
        s.Subscriber, s.Name, s.Publisher, e.Stream, e.Version, e.Type, Content.HashOf(reason), [Content.Of(reason)]);

    private static async Task<IResult> Handle(
        OperatorDesk desk, SkipEventRequest request, Command call, Access access, IServiceProvider services, CancellationToken ct)
    {
        var eventing = desk.Eventing(services);
        var subscription = eventing.Find(request.Subscription, request.Publisher);
        var (administrator, first, held) = await eventing.Log.Read(async s => (
            await OperatorDesk.IsAdministrator(s, access),
            subscription is null ? null : await BlockedRows.First(s, subscription, request.Stream),
            subscription is not null && await BlockedRows.Holds(s, subscription, request.Stream, request.Version)));

        var outcome = Decide(administrator, subscription, first, held, request);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Ok(first!.View());
        await OperatorDesk.Commit(call, eventing, subscription!, outcome.Events, answer, s => BlockedRows.Remove(s, first), ct);
        return answer.ToResult();
    }
}
