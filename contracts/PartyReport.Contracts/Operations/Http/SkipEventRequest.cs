namespace PartyReport.Contracts.Operations.Http;

/// <summary>Never apply the first blocked event of a stream; the next one of the stream goes on.</summary>
/// <param name="Publisher">Service whose event it is.</param>
/// <param name="Subscription">Name of the subscription.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The event, which must be the first that waits.</param>
/// <param name="Reason">Why, 1 to 2,000 characters; kept in the trail.</param>
public sealed record SkipEventRequest(string Publisher, string Subscription, Guid Stream, int Version, string Reason);
