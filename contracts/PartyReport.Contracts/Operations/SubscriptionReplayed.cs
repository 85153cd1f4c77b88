namespace PartyReport.Contracts.Operations;

/// <summary>
/// An operator set a subscription back: everything after a position of the publisher's log is applied again. Stream: one for
/// each subscription.
/// </summary>
/// <param name="Subscriber">Service that applies the events.</param>
/// <param name="Subscription">Name of its subscription.</param>
/// <param name="Publisher">Service whose log is read again.</param>
/// <param name="From">Position, as generation/transaction/position; what stands there is not read again.</param>
/// <param name="Shards">Shards that were set back; the others stood no further.</param>
[Event("operations.subscription-replayed", Audited = true)]
public sealed record SubscriptionReplayed(
    string Subscriber, string Subscription, string Publisher, string From, IReadOnlyList<ReplayedShard> Shards);
