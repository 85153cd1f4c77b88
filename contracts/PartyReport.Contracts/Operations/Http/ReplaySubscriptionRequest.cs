namespace PartyReport.Contracts.Operations.Http;

/// <summary>Apply again everything after a position.</summary>
/// <param name="Publisher">Service whose log is read again.</param>
/// <param name="Subscription">Name of the subscription.</param>
/// <param name="From">Position as generation/transaction/position; <c>0/0/0</c> is the start.</param>
/// <param name="Shard">One shard; absent: every shard that stands beyond the position.</param>
public sealed record ReplaySubscriptionRequest(string Publisher, string Subscription, string From, int? Shard = null);
