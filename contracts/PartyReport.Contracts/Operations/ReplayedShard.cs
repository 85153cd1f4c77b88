namespace PartyReport.Contracts.Operations;

/// <summary>One shard of a subscription that was set back.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Was">Where it stood when the operator decided; it may have moved on before it was set back.</param>
public sealed record ReplayedShard(int Shard, string Was);
