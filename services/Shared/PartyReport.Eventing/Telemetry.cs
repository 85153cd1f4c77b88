using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PartyReport.Eventing;

/// <summary>
/// Spans of the event's way: <c>log.commit</c>, <c>relay.send</c>, <c>subscription.apply</c> and, inside its transaction,
/// <c>subscription.effects</c>. A slice may carry events of several traces: its span belongs to the first one, each other
/// one gets a span of its own with a link to it.
/// </summary>
public static class Telemetry
{
    /// <summary>Name to subscribe to.</summary>
    public const string SourceName = "PartyReport.Eventing";

    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Meter Meter = new(SourceName);
    internal static readonly Counter<long> Sent = Meter.CreateCounter<long>("partyreport.relay.events", "{event}", "Events that the broker has confirmed.");
    internal static readonly Counter<long> Refused = Meter.CreateCounter<long>("partyreport.relay.refusals", "{slice}", "Slices that are sent again.");
    internal static readonly Counter<long> Applied = Meter.CreateCounter<long>("partyreport.subscription.events", "{event}", "Events that took effect.");
    internal static readonly Counter<long> Blocked = Meter.CreateCounter<long>("partyreport.subscription.blocked", "{event}", "Events put aside.");
    internal static readonly Counter<long> Parked = Meter.CreateCounter<long>("partyreport.subscription.parked", "{event}", "Events that wait for an operator.");

    private static readonly UpDownCounter<int> InFlight =
        Meter.CreateUpDownCounter<int>("partyreport.relay.in_flight", "{slice}", "Slices whose confirmation is awaited.");

    private static readonly Gauges Gauges = new(Meter);

    /// <summary>What a watch has seen, for the gauges.</summary>
    internal static void Note(Contracts.Operations.Http.EventingView state) => Gauges.Note(state);

    /// <summary>Nothing is known of a service any more.</summary>
    internal static void Forget(string service) => Gauges.Forget(service);

    /// <summary>Counts a slice as under way until it is disposed.</summary>
    internal static IDisposable OnTheWay()
    {
        InFlight.Add(1);
        return new Arrival();
    }

    internal static Activity? Start(string name, ActivityKind kind, IReadOnlyList<RecordedEvent> events)
    {
        if (!Source.HasListeners()) return null;
        var parents = events.Select(Parent).OfType<ActivityContext>().DistinctBy(p => p.TraceId).ToList();
        var span = Source.StartActivity(name, kind, parents.FirstOrDefault());
        if (span is not null)
            foreach (var other in parents.Skip(1))
                using (Source.StartActivity(name, kind, other, links: [new ActivityLink(span.Context)])) { }
        return span;
    }

    /// <summary>The span at hand as the parent of what becomes of an event; null when the event belongs to another trace.</summary>
    internal static string? Via(RecordedEvent e) =>
        Activity.Current is { } span && Parent(e)?.TraceId == span.TraceId ? span.Id : null;

    // The headers are parsed only when somebody listens.
    private static ActivityContext? Parent(RecordedEvent e) =>
        ActivityContext.TryParse(e.Via ?? EventTypes.ReadHeaders(e).Trace, null, out var context) ? context : null;

    private sealed class Arrival : IDisposable
    {
        public void Dispose() => InFlight.Add(-1);
    }
}
