namespace PartyReport.Simulation;

/// <summary>One process of a subscriber: consumes every lane of its subscription on one channel.</summary>
internal sealed class SubscriberProcess(World world, int subscription, int replica) : Node(world, $"{World.Names[subscription]} {replica}")
{
    private const int ReconnectMs = 500;
    private LaneReader[] _readers = [];
    private Channel? _channel;

    public SubscriberStore Store => World.Stores[subscription];
    public IEnumerable<LaneReader> Readers => _readers;

    protected override void Begin()
    {
        _readers = [.. Enumerable.Range(0, World.Plan.Shards).Select(shard => new LaneReader(World, this, World.Lanes[subscription, shard]))];
        Connect();
        foreach (var reader in _readers) reader.Run();
    }

    protected override void End()
    {
        // The broker notices a dead process after a moment.
        if (_channel is { } gone) World.Time.After(World.Dice.Between(1, 300), () => World.Broker.Disconnect(gone));
        _channel = null;
    }

    /// <summary>Acknowledges a message; it takes a moment to arrive.</summary>
    public void Acknowledge(Lane lane, Channel channel, Message message)
    {
        World.Verdict.Acknowledged(lane, message, Store.Mine(lane.Shard));
        World.Time.After(World.Dice.Between(0, 3), () => World.Broker.Acknowledge(lane, channel, message));
    }

    /// <summary>Asks every relay; only the one that has the shard will listen. A wish may be lost or come twice.</summary>
    public void AskResend(Lane lane, Cursor from)
    {
        World.Trace.Add($"{Name} asks {lane.Subscription}/{lane.Shard} from {from}");
        if (World.Hits(Fault.WishLost)) return;
        var times = World.Hits(Fault.WishDoubled) ? 2 : 1;
        for (var n = 0; n < times; n++) World.Time.After(World.Dice.Between(2, 6 + 500 * n), () => World.Wish(lane, from));
    }

    public void Later(long delay, Action action) => After(delay, action);

    public void Transact<T>(Func<T> work, Action<T> done, Action failed) => Ask(Store, Fault.CommitUnknown, work, done, failed);

    private void Connect()
    {
        if (!World.Broker.Up)
        {
            After(ReconnectMs, Connect);
            return;
        }
        _channel = new Channel(
            (channel, lane, message) => After(0, () =>
            {
                if (channel == _channel) _readers[lane.Shard].Arrived(channel, message);
            }),
            // The process notices later than the broker, and works on meanwhile.
            channel => After(World.Calm ? 1 : World.Dice.Between(1, 2_000), () => Reconnect(channel)));
        foreach (var reader in _readers) World.Broker.Consume(reader.Lane, _channel);
    }

    private void Reconnect(Channel closed)
    {
        if (closed != _channel) return;
        foreach (var reader in _readers) reader.Forget(closed);
        After(World.Dice.Below(ReconnectMs), Connect);
    }
}
