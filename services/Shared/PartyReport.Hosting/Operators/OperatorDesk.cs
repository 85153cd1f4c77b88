using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>Who may operate one service, and how what they did is recorded in its log.</summary>
/// <param name="Service">The service.</param>
/// <param name="Roles">Roles that a person holds on a day.</param>
internal sealed record OperatorDesk(string Service, Func<Session, Guid, DateOnly, Task<IReadOnlyCollection<string>>> Roles)
{
    public static Refusal NotAdministrator => Refusal.Forbidden(
        "operations.not-administrator", "Only an administrator has events retried, skipped or replayed.");

    public static Refusal SubscriptionUnknown => Refusal.NotFound(
        "operations.subscription-unknown", "This service has no such subscription to this publisher.");

    /// <summary>Name of an operation of this service in the API document.</summary>
    public string Name(string operation) => $"{operation}Of{char.ToUpperInvariant(Service[0])}{Service[1..]}";

    public ServiceEventing Eventing(IServiceProvider services) => services.GetRequiredKeyedService<ServiceEventing>(Service);

    public async Task<bool> IsAdministrator(Session session, Command call) =>
        (await Roles(session, call.Actor, Day.Of(call.At))).Contains(PostRoles.Administrator);

    /// <summary>Why a person may not look, or null.</summary>
    public async Task<Refusal?> MayNotRead(Session session, Guid person, DateOnly day) =>
        (await Roles(session, person, day)).Any(r => r is PostRoles.Administrator or PostRoles.Auditor)
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
