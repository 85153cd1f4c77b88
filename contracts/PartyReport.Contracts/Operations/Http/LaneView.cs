namespace PartyReport.Contracts.Operations.Http;

/// <summary>One shard of a log on its way to one subscription.</summary>
/// <param name="Subscriber">Service that applies the events.</param>
/// <param name="Subscription">Name of its subscription.</param>
/// <param name="Shard">Shard of the log.</param>
/// <param name="Sent">Everything up to here is in the broker's hands.</param>
/// <param name="Lag">What is not.</param>
public sealed record LaneView(string Subscriber, string Subscription, int Shard, string Sent, LagView Lag);
