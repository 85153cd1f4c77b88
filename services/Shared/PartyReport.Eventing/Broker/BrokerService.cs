using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>Runs the relay of this service's log and every subscription of this service.</summary>
internal sealed partial class BrokerService : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(5);
    private readonly string _name;
    private readonly IEnumerable<Subscription> _subscriptions;
    private readonly RelayLoop _relay;
    private readonly RabbitMqTransport _transport;
    private readonly Dictionary<(Subscription Subscription, int Shard), Inbound> _inbound;
    private readonly ILogger _logger;
    private volatile bool _asking = true;

    public BrokerService(
        EventLog log, PostgresSchema schema, IEnumerable<SubscriptionHandler> handlers, IEnumerable<Subscription> subscriptions, HighWaterFile highWater,
        Wakeups wakeups, TimeProvider clock, ILogger<BrokerService> logger, SlicePublisher slices, Func<IBus> bus)
    {
        (_name, _subscriptions, _logger, _transport) = (log.Name, subscriptions, logger, new RabbitMqTransport(log.Name, slices, bus));
        _relay = new RelayLoop(log, schema, subscriptions, highWater, wakeups, clock, logger, _transport.Send);
        var turns = handlers.Select(h => h.Subscription.Name).Distinct().ToDictionary(name => name, _ => new SemaphoreSlim(AtOnce));
        var lanes = from handler in handlers
                    let commits = new Commits(handler, clock)
                    from shard in Enumerable.Range(0, BrokerSetup.Shards)
                    select (handler, commits, shard);
        _inbound = lanes.ToDictionary(x => (x.handler.Subscription, x.shard), x => new Inbound(
            x.handler, x.shard, x.commits, turns[x.handler.Subscription.Name], clock, logger, (lane, from) => AskResend(x.handler.Subscription.Publisher, lane, from)));
    }

    /// <summary>Subscriptions of others to this log.</summary>
    public IEnumerable<Subscription> Readers => _subscriptions.Where(s => s.Publisher == _name);

    /// <summary>The queues of this service.</summary>
    public IEnumerable<Endpoint> Endpoints()
    {
        foreach (var ((subscription, shard), inbound) in _inbound)
            yield return Queues.Lane(subscription.Publisher, new Lane(subscription.Subscriber, subscription.Name, shard), inbound.Take);
        if (_inbound.Count > 0)
            yield return Queues.DeadLetters(_name, slice => LogDead(_name, slice.Publisher, slice.Shard, slice.From, slice.To));
        yield return Queues.Wishes(_name, wish =>
        {
            _relay.AskResend(new Lane(wish.Subscriber, wish.Subscription, wish.Shard), wish.From);
            return Task.CompletedTask;
        });
    }

    /// <summary>An operator changed a subscription: its lanes look at it now.</summary>
    public void Look()
    {
        foreach (var inbound in _inbound.Values) inbound.Look();
    }

    /// <summary>A message that nobody can read was taken off a queue.</summary>
    public void Unreadable(string queue, string error) => LogUnreadable(queue, error);

    // A loop ends by itself only through a bug; the first fault goes to the host, which logs it and stops.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Task> loops = [Task.Run(() => _relay.Run(stoppingToken), CancellationToken.None),
            .. _inbound.Values.Select(i => Task.Run(() => i.Run(stoppingToken), CancellationToken.None))];
        await await Task.WhenAny(loops);
        await Task.WhenAll(loops);
    }

    /// <summary>Asks a publisher to send again; a wish that cannot be sent is told and lost.</summary>
    public async Task AskResend(string publisher, Lane lane, Cursor from)
    {
        using var patience = new CancellationTokenSource(AskPatience);
        try
        {
            await _transport.AskResend(publisher, lane, from, patience.Token).WaitAsync(patience.Token);
            _asking = true;
        }
        // The wish is lost; it is repeated until the row moves.
        catch (Exception e)
        {
            if (_asking) LogNotAsked(publisher, lane.Subscriber, lane.Subscription, e.Message);
            _asking = false;
        }
    }

    [LoggerMessage(32, LogLevel.Critical,
        "The broker gave up on a slice for {Subscriber}: {Publisher} shard {Shard} from {From} to {To}. No event is lost, the log sends it " +
        "again; but something kills this service while it applies the slice. Look into its log before this message.")]
    private partial void LogDead(string subscriber, string publisher, int shard, Cursor from, Cursor to);

    [LoggerMessage(36, LogLevel.Critical,
        "A message on {Queue} cannot be read and was taken off. No event is lost, the log sends again what a slice lacks; find out who " +
        "else writes to the broker. {Error}")]
    private partial void LogUnreadable(string queue, string error);

    [LoggerMessage(33, LogLevel.Warning, "{Publisher}, and maybe others, could not be asked to send again to {Subscriber}.{Subscription}; it is repeated by itself. {Error}")]
    private partial void LogNotAsked(string publisher, string subscriber, string subscription, string error);
}
