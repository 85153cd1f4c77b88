namespace PartyReport.Contracts.Operations.Http;

/// <summary>How far the events of one service have come: those that it applies and those that it sends.</summary>
/// <param name="Service">The service.</param>
/// <param name="At">When this was read.</param>
/// <param name="Head">Newest event of its log, as generation/transaction/position.</param>
/// <param name="HorizonSeconds">
/// How long the oldest open write transaction has kept new events from being sent, as far as this process has seen; absent on SQLite.
/// </param>
/// <param name="Subscriptions">What it applies, one entry a shard.</param>
/// <param name="Lanes">What it sends, one entry a shard; empty where subscribers read the log themselves.</param>
/// <param name="Shards">Who sends; empty where subscribers read the log themselves.</param>
/// <param name="Alarms">What wants an operator now; empty is the normal case.</param>
public sealed record EventingView(
    string Service, DateTimeOffset At, string Head, double? HorizonSeconds, IReadOnlyList<SubscriptionView> Subscriptions,
    IReadOnlyList<LaneView> Lanes, IReadOnlyList<ShardView> Shards, IReadOnlyList<AlarmView> Alarms);
