namespace PartyReport.Simulation;

/// <summary>Puts the slices of a lane back into order and does what <see cref="Step"/> says, as <see cref="Inbound"/> and <see cref="SubscriptionLoop"/> do.</summary>
internal sealed class LaneReader(World world, SubscriberProcess process, Lane lane)
{
    private const int GapPatience = 250;
    private const int RetryEvery = 1_000;
    private const int QuietFirst = 5_000;
    private const int QuietLater = 30_000;
    private readonly List<Waiting> _waiting = [];
    private readonly Queue<Input> _inputs = [];
    private readonly Queue<Act> _acts = [];
    private readonly Nap _nap = new(process);
    private SubscriptionState? _state;
    private Action? _finished;
    private bool _acknowledged;
    private Cursor? _asked;
    private long _lastAsked = -QuietLater;
    private long _loadedAt;
    private int _quiet = QuietFirst;

    public Lane Lane => lane;

    /// <summary>What this process knows of its subscription; null when it would have to read it.</summary>
    public SubscriptionState? State => _state;

    public bool Idle => _finished is null && _waiting.Count == 0;

    public void Arrived(Channel channel, Message message)
    {
        if (!channel.Open) return;
        message.RowThen = process.Store.Mine(lane.Shard);
        _waiting.Add(new Waiting(channel, message));
        if (world.Bug == Bug.AcknowledgesBeforeCommit) process.Acknowledge(lane, channel, message);
        if (_nap.EndsWithArrival) Run();
    }

    /// <summary>A channel is gone; what came on it comes again.</summary>
    public void Forget(Channel channel) => _waiting.RemoveAll(w => w.Channel == channel);

    /// <summary>One round: read what is durable, retry what is due, take what is next.</summary>
    public void Run()
    {
        _nap.End();
        Load(Retry);
    }

    // Blocked events may be changed by somebody else, who tells nobody.
    private void Load(Action then)
    {
        if (_state is { } state && (state.BlockedEvents == 0 || world.Time.Ms - _loadedAt < RetryEvery))
        {
            then();
            return;
        }
        process.Transact(() => (State: process.Store.Load(lane.Shard), At: world.Time.Ms), read =>
        {
            (_state, _loadedAt) = read;
            then();
        }, Fail);
    }

    private void Refresh(Action then)
    {
        var pause = _state!.NextResend;
        _state = null;
        Load(() =>
        {
            _state = _state! with { NextResend = pause };
            then();
        });
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
            if (due is null)
            {
                Take();
                return;
            }
            if (!_state!.Blocked.ContainsKey(due.Event.Stream)) _state = null;
            Load(() => Drive(new Input.Due(due), Retry));
        }, Fail);
    }

    private void Take()
    {
        if (_waiting.Count == 0)
        {
            _nap.Begin(Pause(), Quiet, arrivalEndsIt: true);
            return;
        }
        var next = _waiting.MinBy(w => w.Slice.From)!;
        if (next.Slice.From > _state!.Mine) _nap.Begin(GapPatience, () => Apply(Waiting.Run(next, _waiting)), arrivalEndsIt: true);
        else Apply(Waiting.Run(next, _waiting));
    }

    // Nothing arrived for a while: perhaps it was lost, or another process has the lane.
    private void Quiet()
    {
        var (mine, missing) = (_state!.Mine, _asked == _state!.Mine);
        if (!missing && _state!.BlockedEvents > 0 && world.Time.Ms - _lastAsked < _quiet)
        {
            Run();
            return;
        }
        if (!missing) _quiet = QuietLater;
        Refresh(() =>
        {
            if (_state!.Mine == mine)
            {
                Ask(mine);
                if (!missing) _asked = null;
            }
            Run();
        });
    }

    private void Ask(Cursor from)
    {
        (_asked, _lastAsked) = (from, world.Time.Ms);
        process.AskResend(lane, from);
    }

    private void Apply(List<Waiting> run)
    {
        var first = run[0].Slice;
        var slice = run.Count == 1 ? first : first with { To = run[^1].Slice.To, Events = [.. run.SelectMany(w => w.Slice.Events)] };
        if (run.Count > 1) world.Count(Fault.SlicesMerged);
        _acknowledged = false;
        // What looks like a duplicate may be a replay, and what looks like a gap another process may have applied.
        if (slice.To <= _state!.Mine || slice.From > _state.Mine) Refresh(Take);
        else Load(Take);

        void Take() => Drive(new Input.Arrived(slice, world.Time.Now), () =>
        {
            if (!_acknowledged)
            {
                _nap.Begin(RetryEvery, Run, arrivalEndsIt: false);
                return;
            }
            if (slice.To > _state!.Mine) _asked = _state.Mine;
            foreach (var dealtWith in run)
            {
                _waiting.Remove(dealtWith);
                if (world.Bug != Bug.AcknowledgesBeforeCommit) process.Acknowledge(lane, dealtWith.Channel, dealtWith.Message);
            }
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
                Ask(ask.From);
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
        _nap.Begin(RetryEvery, Run, arrivalEndsIt: false);
    }

    // The loop looks every second. In the calm nothing changes before the next is due, so the looks between are left out.
    private long Pause()
    {
        if (_asked == _state!.Mine) return RetryEvery;
        if (_state.BlockedEvents == 0) return _quiet;
        if (!world.Calm) return RetryEvery;
        var asks = _lastAsked + _quiet - world.Time.Ms;
        var due = process.Store.NextDue(lane.Shard) is { } next ? (long)(next - world.Time.Now).TotalMilliseconds + 1 : asks;
        return Math.Max(RetryEvery, Math.Min(asks, due));
    }
}
