using PartyReport.Contracts;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing;

/// <summary>One service's log and subscriptions, as an operator sees them and moves them.</summary>
public sealed class ServiceEventing
{
    private readonly Func<string, string> _fileOf;
    private readonly BrokerService? _broker;
    private readonly TimeProvider _clock;
    private Horizon? _horizon;

    /// <param name="fileOf">File of a publisher, where subscriptions read it themselves.</param>
    /// <param name="broker">Null where they do.</param>
    internal ServiceEventing(
        EventLog log, IEnumerable<Subscription> subscriptions, Func<string, string> fileOf, BrokerService? broker, TimeProvider clock)
    {
        (Log, Subscriptions, _fileOf, _broker, _clock) = (log, [.. subscriptions], fileOf, broker, clock);
    }

    public EventLog Log { get; }

    /// <summary>What the service listens to.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>Shards of a publisher's log.</summary>
    public int Shards => _broker is null ? 1 : BrokerSetup.Shards;

    /// <summary>The service's subscription of this name to this publisher, or null.</summary>
    public Subscription? Find(string name, string publisher) =>
        Subscriptions.FirstOrDefault(s => s.Name == name && s.Publisher == publisher);

    /// <summary>How far everything has come, in one snapshot of the service's own data.</summary>
    /// <param name="most">Events of a lane that are looked at to tell its lag.</param>
    public async Task<EventingView> Look(int most)
    {
        var now = _clock.GetUtcNow();
        var state = await Log.Read(s => Read(s, most, now));
        state = state with { Subscriptions = [.. await Task.WhenAll(state.Subscriptions.Select(s => WithLag(s, most, now)))] };
        return state with { Alarms = Alarms.Of(state) };
    }

    /// <summary>To be called after a change, whether or not it went well: the loops of this process read their rows again.</summary>
    public void NoteChange()
    {
        Log.NoteOperated();
        _broker?.Look();
    }

    /// <summary>Has a publisher send again what follows a position; where subscriptions read the log themselves they do it anyway.</summary>
    public Task AskResend(Subscription subscription, IEnumerable<int> shards, Cursor from) => _broker is null
        ? Task.CompletedTask
        : Task.WhenAll(shards.Select(shard => _broker.AskResend(
            subscription.Publisher, new Lane(subscription.Subscriber, subscription.Name, shard), from)));

    private async Task<EventingView> Read(Session session, int most, DateTimeOffset now)
    {
        var subscriptions = new List<SubscriptionView>();
        foreach (var subscription in Subscriptions) subscriptions.AddRange(await SubscriptionRows.Read(session, subscription, Shards));
        return new EventingView(
            Log.Name, now, (await EventLog.Head(session)).ToString(), await HorizonAge(session, now), subscriptions,
            _broker is null ? [] : await Lags.OfLanes(session, _broker.Readers, most, now), _broker is null ? [] : await Holders(session), []);
    }

    private static async Task<List<ShardView>> Holders(Session session) =>
        [.. (await session.Query<ShardRow>(
            "select shard, holder, epoch, expires_at > clock_timestamp() as held from relay_lease order by shard"))
            .Select(l => new ShardView(l.Shard, l.Holder, l.Epoch, l.Held))];

    private async Task<double?> HorizonAge(Session session, DateTimeOffset now)
    {
        if (!session.IsPostgres) return null;
        var seen = await session.First<Snapshot>(
            """
            select pg_snapshot_xmin(s)::text::bigint as xmin, pg_snapshot_xmax(s)::text::bigint as xmax
            from pg_current_snapshot() s
            """);
        _horizon = Horizon.Seen(_horizon, seen!.Xmin, seen.Xmax, now);
        return Horizon.Age(_horizon, now).TotalSeconds;
    }

    private async Task<SubscriptionView> WithLag(SubscriptionView view, int most, DateTimeOffset now)
    {
        if (_broker is not null || !File.Exists(_fileOf(view.Publisher))) return view;
        await using var session = await SqliteFile.OpenReadOnly(_fileOf(view.Publisher));
        return view with
        {
            Lag = await Lags.OfFile(session, Find(view.Name, view.Publisher)!, Cursor.Parse(view.Mine)!.Value, most, now),
        };
    }

    private sealed record Snapshot
    {
        public long Xmin { get; init; }
        public long Xmax { get; init; }
    }

    private sealed record ShardRow
    {
        public int Shard { get; init; }
        public string Holder { get; init; } = "";
        public long Epoch { get; init; }
        public bool Held { get; init; }
    }
}
