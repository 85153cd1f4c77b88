using System.Globalization;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>What of a service's state wants an operator, and what the operator does next.</summary>
internal static class Alarms
{
    public const int ManyBlocked = 1_000;
    public static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan LongestHorizon = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<AlarmView> Of(EventingView state)
    {
        var subscriptions = state.Subscriptions.GroupBy(s => $"{state.Service}.{s.Name} of {s.Publisher}").ToList();
        return
        [
            .. subscriptions.Where(s => s.Any(x => x.Parked > 0)).Select(s => Parked(state.Service, s.Key, s.Sum(x => x.Parked))),
            .. subscriptions.Where(s => s.Any(x => x.Stopped)).Select(s => Stopped(state.Service, s.Key)),
            .. subscriptions.Where(s => s.Sum(x => x.Blocked) > ManyBlocked).Select(s => Blocked(state.Service, s.Key, s.Sum(x => x.Blocked))),
            .. Late(subscriptions.Select(s => (s.Key, s.Select(x => x.Lag).OfType<LagView>()))),
            .. Late(state.Lanes.GroupBy(l => $"{l.Subscriber}.{l.Subscription} of {state.Service}").Select(l => (l.Key, l.Select(x => x.Lag)))),
            .. state.HorizonSeconds > LongestHorizon.TotalSeconds ? [Horizon(state.Service, state.HorizonSeconds.Value)] : Array.Empty<AlarmView>(),
            .. state.Shards.Any(s => !s.Held) ? [Unheld(state)] : Array.Empty<AlarmView>(),
        ];
    }

    private static AlarmView Parked(string service, string about, int parked) => new(
        AlarmCodes.Parked, about, $"{parked} events were given up.",
        $"GET /api/operations/{service}/blocked?parked=true says why. Mend the cause, then POST /api/operations/{service}/retries for each stream.");

    private static AlarmView Stopped(string service, string about) => new(
        AlarmCodes.Stopped, about, "A shard holds as many blocked events as it may and takes no more.",
        $"GET /api/operations/{service}/blocked says what blocks them. Mend the cause, then POST /api/operations/{service}/retries.");

    private static AlarmView Blocked(string service, string about, int blocked) => new(
        AlarmCodes.Blocked, about, $"{blocked} events are blocked; at {Step.MaxBlocked} a shard takes no more.",
        $"GET /api/operations/{service}/blocked says what blocks them. They are retried by themselves; mend the cause.");

    private static IEnumerable<AlarmView> Late(IEnumerable<(string About, IEnumerable<LagView> Lags)> all) =>
        from one in all
        let late = one.Lags.Where(l => l.Seconds > LongestLag.TotalSeconds).ToList()
        where late.Count > 0
        select new AlarmView(
            AlarmCodes.Lag, one.About,
            $"{late.Sum(l => l.Events)}{(late.Exists(l => l.More) ? "+" : "")} events wait, the oldest for {Text(late.Max(l => l.Seconds))} s.",
            "Look whether the subscriber and the broker run and whether the subscription is stopped. During a replay or a deadline it goes by itself.");

    private static AlarmView Horizon(string service, double seconds) => new(
        AlarmCodes.Horizon, service, $"A write transaction has been open for {Text(seconds)} s; newer events wait for it.",
        "Find it on the database server: select pid, xact_start, state, query from pg_stat_activity where backend_xid is not null " +
        "order by xact_start limit 1; also look into pg_prepared_xacts. End it with pg_terminate_backend(pid).");

    private static AlarmView Unheld(EventingView state) => new(
        AlarmCodes.Unheld, state.Service, $"Nobody sends the shards {string.Join(", ", state.Shards.Where(s => !s.Held).Select(s => s.Shard))}.",
        "Look whether a process of the service runs and reaches its database; it takes the shards by itself.");

    private static string Text(double seconds) => seconds.ToString("F0", CultureInfo.InvariantCulture);
}
