using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>A subscription of Contracts, the log of the service that has it, and what it does with an event.</summary>
/// <param name="React">Reads only. Throwing means that the event could not be applied yet: it is retried, then parked.</param>
public sealed record SubscriptionHandler(Subscription Subscription, EventLog Log, Func<Session, Delivery, Task<Reaction>> React);
