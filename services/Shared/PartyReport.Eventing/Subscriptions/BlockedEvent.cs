namespace PartyReport.Eventing;

/// <summary>The first event of a blocked stream, with its record of failures.</summary>
public sealed record BlockedEvent(RecordedEvent Event, int Attempt);
