namespace PartyReport.Simulation;

/// <summary>Puts the slices of a lane back into order and does what <see cref="Step"/> says, as <see cref="Inbound"/> and <see cref="SubscriptionLoop"/> do.</summary>
internal sealed class LaneReader(World world, SubscriberProcess process, Lane lane)
{
    private const int GapPatience = 250;
    private const int RetryEvery = 1_000;
    private readonly List<(Channel Channel, Message Message)> _waiting = [];
    private readonly Queue<Input> _inputs = [];
    private readonly Queue<Act> _acts = [];
    private SubscriptionState? _state;
    private Action? _finished;
    private bool _acknowledged;
    private bool _awaitsArrival;
    private int _sleep;

    public Lane Lane => lane;

    /// <summary>What this process knows of its subscription; null when it would have to read it.</summary>
    public SubscriptionState? State => _state;

    public bool Idle => _finished is null && _waiting.Count == 0;

    public void Arrived(Channel channel, Message message)
    {
        if (!channel.Open) return;
        _waiting.Add((channel, message));
        if (world.Bug == Bug.AcknowledgesBeforeCommit) process.Acknowledge(lane, channel, message);
        if (_awaitsArrival) Run();
    }

    /// <summary>A channel is gone; what came on it comes again.</summary>
    public void Forget(Channel channel) => _waiting.RemoveAll(w => w.Channel == channel);

    /// <summary>One round: read what is durable, retry what is due, take the next slice.</summary>
    public void Run()
    {
        Awake();
        if (_state is null)
        {
            process.Transact(() => process.Store.Load(lane.Shard), state =>
            {
                _state = state;
                Retry();
            }, Fail);
            return;
        }
        Retry();
    }

    private void Retry()
    {
        if (_state!.BlockedEvents == 0)
        {
            Take();
            return;
        }
        process.Transact(() => process.Store.FirstDue(lane.Shard), due =>
        {
            if (due is null) Take();
            else Drive(new Input.Due(due), Retry);
        }, Fail);
    }

    private void Take()
    {
        if (_waiting.Count == 0)
        {
            Sleep(_state!.BlockedEvents > 0 ? Pause() : null, Run, arrivalEndsIt: true);
            return;
        }
        if (_waiting.Min(w => w.Message.Slice.From) > _state!.Mine) Sleep(GapPatience, Apply, arrivalEndsIt: true);
        else Apply();
    }

    private void Apply()
    {
        if (_waiting.Count == 0)
        {
            Run();
            return;
        }
        var next = _waiting.MinBy(w => w.Message.Slice.From);
        _acknowledged = false;
        Drive(new Input.Arrived(next.Message.Slice, world.Time.Now), () =>
        {
            if (!_acknowledged)
            {
                Sleep(RetryEvery, Run, arrivalEndsIt: false);
                return;
            }
            _waiting.Remove(next);
            if (world.Bug != Bug.AcknowledgesBeforeCommit) process.Acknowledge(lane, next.Channel, next.Message);
            Run();
        });
    }

    private void Drive(Input input, Action finished)
    {
        _finished = finished;
        _inputs.Enqueue(input);
        Go();
    }

    private void Go()
    {
        while (true)
        {
            while (_acts.TryDequeue(out var act))
                if (!Do(act)) return;
            if (!_inputs.TryDequeue(out var input)) break;
            (_state, var acts) = Step.Next(_state!, input);
            foreach (var act in acts) _acts.Enqueue(act);
        }
        var finished = _finished!;
        _finished = null;
        finished();
    }

    /// <summary>False: it goes on when the database has answered.</summary>
    private bool Do(Act act)
    {
        var store = process.Store;
        switch (act)
        {
            case Act.Apply apply:
                return Await(() => store.Apply(lane.Shard, apply), new Input.Done(), () => new Input.Failed("handler", world.Time.Now));
            case Act.Block block:
                return Await(() => store.Block(lane.Shard, block), new Input.Done(), null);
            case Act.Retry retry:
                return Await(
                    () => store.Retry(lane.Shard, retry.Blocked), new Input.Recovered(retry.Blocked.Event.Stream),
                    () => new Input.FailedAgain(retry.Blocked, "handler", world.Time.Now));
            case Act.Reschedule later:
                return Await(() => store.Reschedule(lane.Shard, later), null, null);
            case Act.Park park:
                return Await(() => store.Park(lane.Shard, park), null, null);
            case Act.AskResend ask:
                process.AskResend(lane, ask.From);
                return true;
            case Act.Acknowledge:
                _acknowledged = true;
                return true;
            case Act.Stop:
                return true;
            default:
                throw new InvalidOperationException($"Unknown act {act}.");
        }
    }

    private bool Await(Func<Ending> transaction, Input? committed, Func<Input>? failed)
    {
        process.Transact(transaction, ending =>
        {
            if (ending == Ending.Moved)
            {
                Fail();
                return;
            }
            if ((ending == Ending.Committed ? committed : failed!()) is { } next) _inputs.Enqueue(next);
            Go();
        }, Fail);
        return false;
    }

    // Nobody knows what is durable, or somebody else moved the row: read it again after a while.
    private void Fail()
    {
        _acts.Clear();
        _inputs.Clear();
        (_state, _finished) = (null, null);
        Sleep(RetryEvery, Run, arrivalEndsIt: false);
    }

    // The loop looks every second. In the calm nothing changes before the next is due, so the looks between are left out.
    private long? Pause()
    {
        if (!world.Calm) return RetryEvery;
        return process.Store.NextDue(lane.Shard) is { } due ? Math.Max(RetryEvery, (long)(due - world.Time.Now).TotalMilliseconds + 1) : null;
    }

    private void Sleep(long? time, Action then, bool arrivalEndsIt)
    {
        var sleep = ++_sleep;
        _awaitsArrival = arrivalEndsIt;
        if (time is { } ms)
            process.Later(ms, () =>
            {
                if (sleep != _sleep) return;
                Awake();
                then();
            });
    }

    private void Awake()
    {
        _sleep++;
        _awaitsArrival = false;
    }
}
