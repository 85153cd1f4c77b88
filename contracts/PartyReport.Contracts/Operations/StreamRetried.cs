namespace PartyReport.Contracts.Operations;

/// <summary>
/// An operator had a blocked stream tried again. In the log of the service whose subscription it is. Stream: one for each subscription.
/// </summary>
/// <param name="Subscriber">Service that applies the events.</param>
/// <param name="Subscription">Name of its subscription.</param>
/// <param name="Publisher">Service whose events they are.</param>
/// <param name="Stream">The blocked stream, in the publisher's log.</param>
/// <param name="Version">Its first event that waits.</param>
/// <param name="Type">Wire name of that event.</param>
/// <param name="Attempts">How often it had been tried before.</param>
/// <param name="Parked">True: it had been given up.</param>
[Event("operations.stream-retried", Audited = true)]
public sealed record StreamRetried(
    string Subscriber, string Subscription, string Publisher, Guid Stream, int Version, string Type, int Attempts, bool Parked);
