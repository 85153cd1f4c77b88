namespace PartyReport.Simulation;

/// <summary>What a process consumes on. Once closed, what was delivered on it comes again elsewhere.</summary>
internal sealed class Channel(Action<Channel, Lane, Message> deliver, Action<Channel> closed)
{
    public bool Open { get; private set; } = true;

    public void Deliver(Lane lane, Message message) => deliver(this, lane, message);

    public void Close()
    {
        Open = false;
        closed(this);
    }
}

/// <summary>One queue with a bound and a single active consumer.</summary>
internal sealed class LaneQueue(World world, Lane lane)
{
    private const int DeliveryLimit = 50;
    private readonly List<Message> _ready = [];
    private readonly List<Message> _unacknowledged = [];

    public List<Channel> Consumers { get; } = [];
    public bool IsEmpty => _ready.Count == 0 && _unacknowledged.Count == 0;

    /// <summary>False: it is full.</summary>
    public bool Take(Slice slice)
    {
        if (_ready.Count + _unacknowledged.Count >= world.Plan.QueueLength) return false;
        _ready.Add(new Message(slice));
        Deliver();
        return true;
    }

    public void Consume(Channel channel)
    {
        Consumers.Add(channel);
        Deliver();
    }

    public void Leave(Channel channel)
    {
        var active = Consumers is [var first, ..] && first == channel;
        if (!Consumers.Remove(channel) || !active) return;
        _ready.InsertRange(0, _unacknowledged);
        _unacknowledged.Clear();
        Deliver();
    }

    public void Acknowledge(Message message)
    {
        _unacknowledged.Remove(message);
        Deliver();
    }

    public int Purge()
    {
        var purged = _ready.Count;
        _ready.Clear();
        return purged;
    }

    public bool LoseOne()
    {
        if (_ready.Count == 0) return false;
        _ready.RemoveAt(world.Dice.Below(_ready.Count));
        return true;
    }

    private void Deliver()
    {
        while (Consumers is [var active, ..] && _ready is [var message, ..] && _unacknowledged.Count < world.Plan.Prefetch)
        {
            _ready.RemoveAt(0);
            if (++message.Deliveries > DeliveryLimit) continue;
            _unacknowledged.Add(message);
            world.Time.After(world.Dice.Between(0, 3), () => active.Deliver(lane, message));
        }
    }
}
