using System.Collections.Immutable;

namespace PartyReport.Eventing;

/// <summary>What a subscription knows about itself; its durable part stands in the tables <c>subscription</c> and <c>blocked</c>.</summary>
/// <param name="Mine">Everything up to here is applied or blocked.</param>
/// <param name="Blocked">Streams that wait, with the number of their events that do.</param>
public sealed record SubscriptionState(Cursor Mine, ImmutableDictionary<Guid, int> Blocked)
{
    /// <summary>Blocked events over all streams.</summary>
    public int BlockedEvents { get; init; } = Blocked.Values.Sum();

    /// <summary>Events of the slice at hand that are still to do, the one being applied first.</summary>
    public ImmutableList<RecordedEvent> Todo { get; init; } = [];

    /// <summary>Where the slice at hand ends.</summary>
    public Cursor To { get; init; }

    /// <summary>True while the slice at hand is done event by event, because as a whole it failed or touches a blocked stream.</summary>
    public bool OneByOne { get; init; }

    /// <summary>Before this instant no resend is asked for again.</summary>
    public DateTimeOffset NextResend { get; init; }
}
