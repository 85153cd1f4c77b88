using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>A subscription of Contracts, the log of the service that has it, and what it does with the events of a slice.</summary>
/// <param name="React">Reads only. Throwing means that the events could not be applied yet: they are tried one by one, retried, then parked.</param>
public sealed record SubscriptionHandler(
    Subscription Subscription, EventLog Log, Func<Session, IReadOnlyList<Delivery>, Task<IReadOnlyList<Reaction>>> React)
{
    /// <summary>What is done with each event by itself.</summary>
    public static SubscriptionHandler Each(Subscription subscription, EventLog log, Func<Session, Delivery, Task<Reaction>> react) =>
        new(subscription, log, async (session, slice) =>
        {
            var reactions = new List<Reaction>(slice.Count);
            foreach (var delivery in slice) reactions.Add(await react(session, delivery));
            return reactions;
        });
}
