namespace PartyReport.Contracts.Operations.Http;

/// <summary>Try a blocked or parked stream again, now.</summary>
/// <param name="Publisher">Service whose events they are.</param>
/// <param name="Subscription">Name of the subscription.</param>
/// <param name="Stream">The stream.</param>
public sealed record RetryStreamRequest(string Publisher, string Subscription, Guid Stream);
