namespace PartyReport.Contracts.Operations.Http;

/// <summary>A subscription that applies again what follows a position.</summary>
/// <param name="Publisher">Service whose log is read again.</param>
/// <param name="Subscription">Name of the subscription.</param>
/// <param name="From">The position.</param>
/// <param name="Shards">Shards that were set back; empty: all stood there already, and their publisher was asked again.</param>
public sealed record ReplayView(string Publisher, string Subscription, string From, IReadOnlyList<int> Shards);
