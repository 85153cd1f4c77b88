namespace PartyReport.Contracts.Operations;

/// <summary>
/// An operator decided that a subscription does without an event; what follows in its stream goes on. The event itself stays
/// in its publisher's log. Stream: one for each subscription.
/// </summary>
/// <param name="Subscriber">Service that does without the event.</param>
/// <param name="Subscription">Name of its subscription.</param>
/// <param name="Publisher">Service whose log holds the event.</param>
/// <param name="Stream">Stream of the event.</param>
/// <param name="Version">Its version in that stream.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Reason">Hash of the operator's reason.</param>
/// <param name="Contents">The text of the reason.</param>
[Event("operations.event-skipped", Audited = true)]
public sealed record EventSkipped(
    string Subscriber, string Subscription, string Publisher, Guid Stream, int Version, string Type,
    string Reason, IReadOnlyList<Content> Contents);
