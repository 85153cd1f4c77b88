namespace PartyReport.Contracts.Operations.Http;

/// <summary>One shard of a subscription, at the service that has it.</summary>
/// <param name="Name">Name of the subscription.</param>
/// <param name="Publisher">Service whose events it applies.</param>
/// <param name="Shard">Shard of the publisher's log; 0 on SQLite.</param>
/// <param name="Mine">Everything up to here is applied or blocked.</param>
/// <param name="Blocked">Events that wait, the parked ones included.</param>
/// <param name="Parked">Events that were given up until an operator resumes them.</param>
/// <param name="Stopped">True: too many are blocked, no more are taken.</param>
/// <param name="Lag">What it has not seen yet; absent where only the publisher knows, which shows it as a lane.</param>
public sealed record SubscriptionView(
    string Name, string Publisher, int Shard, string Mine, int Blocked, int Parked, bool Stopped, LagView? Lag = null);
