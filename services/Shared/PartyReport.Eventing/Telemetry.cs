using System.Diagnostics;

namespace PartyReport.Eventing;

/// <summary>Spans of the event's way: <c>log.commit</c>, <c>subscription.apply</c> and, inside its transaction, <c>subscription.effects</c>.</summary>
public static class Telemetry
{
    /// <summary>Name to subscribe to.</summary>
    public const string SourceName = "PartyReport.Eventing";

    internal static readonly ActivitySource Source = new(SourceName);
}
