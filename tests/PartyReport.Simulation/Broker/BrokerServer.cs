namespace PartyReport.Simulation;

/// <summary>A slice in a queue.</summary>
internal sealed class Message(Slice slice)
{
    public Slice Slice => slice;
    public int Deliveries { get; set; }

    /// <summary>Where the subscriber's row stood when a process last got it.</summary>
    public Cursor RowThen { get; set; }
}

/// <summary>
/// RabbitMQ as the relay and the subscribers see it: bounded quorum queues that may be missing, one active consumer each,
/// confirms that come late or never, and an operator who purges.
/// </summary>
internal sealed class BrokerServer(World world)
{
    private readonly Dictionary<Lane, LaneQueue> _queues = [];
    private int _life;

    public bool Up { get; private set; } = true;
    public bool Empty => _queues.Values.All(q => q.IsEmpty);

    /// <summary>Sends a slice; the answer says whether it is with the broker, or never comes.</summary>
    public void Send(Lane lane, Slice slice, Action<bool> answer)
    {
        if (world.Hits(Fault.SliceLostOnTheWay)) return;
        if (world.Hits(Fault.SliceDoubled)) world.Time.After(world.Dice.Between(1, 300), () => Take(lane, slice, _ => { }));
        var delay = world.Hits(Fault.SliceOvertaken) ? world.Dice.Between(20, 900) : world.Dice.Between(1, 5);
        world.Time.After(delay, () => Take(lane, slice, answer));
    }

    /// <summary>A process consumes a lane; the queue is made if it is missing.</summary>
    public void Consume(Lane lane, Channel channel)
    {
        if (!_queues.TryGetValue(lane, out var queue)) _queues[lane] = queue = new LaneQueue(world, lane);
        queue.Consume(channel);
    }

    public void Acknowledge(Lane lane, Channel channel, Message message)
    {
        if (world.Hits(Fault.AckLost)) Disconnect(channel);
        else if (channel.Open && _queues.TryGetValue(lane, out var queue)) queue.Acknowledge(message);
    }

    /// <summary>The broker gives a channel up: what it had goes back, somebody else is active.</summary>
    public void Disconnect(Channel channel)
    {
        if (!channel.Open) return;
        channel.Close();
        foreach (var queue in _queues.Values) queue.Leave(channel);
    }

    public void Crash()
    {
        (Up, _life) = (false, _life + 1);
        world.Trace.Add($"the broker stops");
        foreach (var channel in _queues.Values.SelectMany(q => q.Consumers).Distinct().ToList()) Disconnect(channel);
    }

    public void Restart()
    {
        Up = true;
        world.Trace.Add($"the broker is back");
    }

    /// <summary>Somebody moves a queue's consumers, purges it, removes it or loses one of its messages.</summary>
    public void Disturb(Fault fault)
    {
        if (_queues.Count == 0) return;
        var (lane, queue) = _queues.ElementAt(world.Dice.Below(_queues.Count));
        switch (fault)
        {
            case Fault.ConsumerMoved when queue.Consumers is [var active, ..]:
                Disconnect(active);
                break;
            case Fault.QueuePurged when queue.Purge() > 0:
            case Fault.MessageLost when queue.LoseOne():
                break;
            case Fault.QueueMissing:
                _queues.Remove(lane);
                foreach (var channel in queue.Consumers.ToList()) Disconnect(channel);
                break;
            default:
                return;
        }
        world.Count(fault);
        world.Trace.Add($"{fault} at the queue of {lane.Subscription}/{lane.Shard}");
    }

    private void Take(Lane lane, Slice slice, Action<bool> answer)
    {
        var life = _life;
        void Answer(long delay, bool taken) => world.Time.After(delay, () =>
        {
            if (life == _life) answer(taken);
        });
        if (!Up)
        {
            answer(false);
        }
        else if (!_queues.TryGetValue(lane, out var queue))
        {
            world.Count(Fault.QueueMissing);
            Answer(1, false);
        }
        else if (world.Hits(Fault.SliceRefused))
        {
            Answer(1, false);
        }
        else if (!queue.Take(slice))
        {
            world.Count(Fault.QueueFull);
            Answer(1, false);
        }
        else
        {
            world.Verdict.Accepted(lane, slice);
            world.Trace.Add($"broker has {lane.Subscription}/{lane.Shard} ({slice.From} {slice.To}] {slice.Events.Count}");
            if (!world.Hits(Fault.ConfirmNever))
                Answer(world.Hits(Fault.ConfirmLate) ? world.Dice.Between(100, 9_000) : world.Dice.Between(1, 4), true);
        }
    }
}
