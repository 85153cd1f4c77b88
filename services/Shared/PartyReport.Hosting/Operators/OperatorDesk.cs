using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>What the operators' endpoints of one service share, and how what operators did is recorded in its log.</summary>
internal sealed record OperatorDesk(string Service)
{
    public static Refusal NotAdministrator => Refusal.Forbidden(
        "operations.not-administrator", "Only an administrator has events retried, skipped or replayed.");

    public static Refusal SubscriptionUnknown => Refusal.NotFound(
        "operations.subscription-unknown", "This service has no such subscription to this publisher.");

    /// <summary>Name of an operation of this service in the API document.</summary>
    public string Name(string operation) => $"{operation}Of{char.ToUpperInvariant(Service[0])}{Service[1..]}";

    public ServiceEventing Eventing(IServiceProvider services) => services.GetRequiredKeyedService<ServiceEventing>(Service);

    public static async Task<bool> IsAdministrator(Session session, Access access) =>
        (await access.May(session, Actions.OperationsChange)).Allowed;

    /// <summary>Why a person may not look, or null.</summary>
    public static async Task<Refusal?> MayNotRead(Session session, Access access) =>
        (await access.May(session, Actions.OperationsRead)).Allowed
            ? null
            : Refusal.Forbidden("operations.not-yours", "Only administrators and auditors see how far the events have come.");

    /// <summary>Records what an operator did and does it in the same transaction; <paramref name="change"/> false: lost the race.</summary>
    public static async Task Commit(
        Command call, ServiceEventing eventing, Subscription subscription, IReadOnlyList<object> events, Answer answer,
        Func<Session, Task<bool>> change, CancellationToken ct)
    {
        var stream = StreamOf(subscription);
        var version = await eventing.Log.Read(s => s.Scalar<int>(
            "select coalesce(max(version), 0) from event where stream = @stream", new { stream }));
        try
        {
            await call.Commit(eventing.Log, call.Record(eventing.Log, stream, version, events), answer, async session =>
            {
                if (events.Count > 0 && !await change(session)) throw new LostRaceException("The subscription changed meanwhile.");
            }, ct);
        }
        finally
        {
            // Also when nobody knows whether it was committed.
            eventing.NoteChange();
        }
    }

    /// <summary>The stream of what operators did to a subscription.</summary>
    public static Guid StreamOf(Subscription subscription)
    {
        var named = $"operations\n{subscription.Subscriber}\n{subscription.Name}\n{subscription.Publisher}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(named)).AsSpan(0, 16), bigEndian: true);
    }
}
