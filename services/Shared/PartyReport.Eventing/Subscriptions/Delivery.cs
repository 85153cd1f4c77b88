using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>One event as a handler gets it.</summary>
/// <param name="Publisher">Service whose log holds it.</param>
/// <param name="Event">The bytes as written.</param>
/// <param name="Body">The record read from them.</param>
/// <param name="Headers">The headers read from them.</param>
public sealed record Delivery(string Publisher, RecordedEvent Event, object Body, EventHeaders Headers)
{
    /// <summary>This event, to be named as the cause of what the handler records.</summary>
    public Cause Cause => new(Publisher, Event.Stream, Event.Version);
}
