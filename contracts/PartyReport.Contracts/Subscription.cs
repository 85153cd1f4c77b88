namespace PartyReport.Contracts;

/// <summary>A standing order of one service for events of one publisher.</summary>
/// <param name="Name">Unique for the subscriber and publisher; it is the key of the subscriber's progress, so it is never renamed.</param>
/// <param name="Subscriber">Service that applies the events.</param>
/// <param name="Publisher">Service whose log is read.</param>
/// <param name="Types">Wire names taken; every other event of the publisher is passed over.</param>
public sealed record Subscription(string Name, string Subscriber, string Publisher, IReadOnlySet<string> Types);
