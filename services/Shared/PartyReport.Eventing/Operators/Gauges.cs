using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>Gauges of what the last look of each service's watch saw; a service without one has no figures.</summary>
internal sealed class Gauges
{
    private readonly ConcurrentDictionary<string, EventingView> _last = new();

    public Gauges(Meter meter)
    {
        meter.CreateObservableGauge("partyreport.lane.lag", () => Lags(l => l.Events), "{event}", "Events of interest that a lane has not got yet.");
        meter.CreateObservableGauge("partyreport.lane.lag.age", () => Lags(l => l.Seconds), "s", "Age of the oldest of them.");
        meter.CreateObservableGauge("partyreport.horizon.age", Horizons, "s", "How long an open write transaction holds up new events.");
        meter.CreateObservableGauge(
            "partyreport.subscription.blocked.now", () => Waiting(s => s.Blocked), "{event}", "Events that are blocked, the parked ones included.");
        meter.CreateObservableGauge("partyreport.subscription.parked.now", () => Waiting(s => s.Parked), "{event}", "Events that wait for an operator.");
    }

    public void Note(EventingView state) => _last[state.Service] = state;

    public void Forget(string service) => _last.TryRemove(service, out _);

    // A lane is told where its lag is known: at the publisher, or at the subscriber that reads the publisher's file.
    private IEnumerable<Measurement<double>> Lags(Func<LagView, double> figure) =>
        from state in _last.Values
        from lane in state.Lanes.Select(l => (l.Subscriber, l.Subscription, Publisher: state.Service, l.Shard, Lag: (LagView?)l.Lag))
            .Concat(state.Subscriptions.Select(s => (Subscriber: state.Service, Subscription: s.Name, s.Publisher, s.Shard, s.Lag)))
        let lag = lane.Lag
        where lag is not null
        select new Measurement<double>(figure(lag), Tags(lane.Subscriber, lane.Subscription, lane.Publisher, lane.Shard));

    private IEnumerable<Measurement<double>> Horizons() =>
        from state in _last.Values
        where state.HorizonSeconds is not null
        select new Measurement<double>(state.HorizonSeconds ?? 0, new KeyValuePair<string, object?>("log", state.Service));

    private IEnumerable<Measurement<int>> Waiting(Func<SubscriptionView, int> figure) =>
        from state in _last.Values
        from s in state.Subscriptions
        select new Measurement<int>(figure(s), Tags(state.Service, s.Name, s.Publisher, s.Shard));

    private static KeyValuePair<string, object?>[] Tags(string subscriber, string subscription, string publisher, int shard) =>
        [new("subscriber", subscriber), new("subscription", subscription), new("publisher", publisher), new("shard", shard)];
}
