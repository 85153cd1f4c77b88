namespace PartyReport.Contracts.Operations.Http;

/// <summary>Who sends a shard.</summary>
/// <param name="Shard">Shard of the log.</param>
/// <param name="Holder">Instance of the service that has the lease, or had it last; empty: none yet.</param>
/// <param name="Epoch">Grows with each holder.</param>
/// <param name="Held">False: the lease has ended and nobody sends.</param>
public sealed record ShardView(int Shard, string Holder, long Epoch, bool Held);
