using System.Collections.Immutable;

namespace PartyReport.Simulation;

/// <summary>One process of the publisher: does what <see cref="RelayStep"/> says, as <see cref="RelayLoop"/> and <see cref="RelayLeases"/> do.</summary>
internal sealed class RelayProcess(World world, int number) : Node(world, $"relay {number}")
{
    private const int TickEvery = 100;
    private const int RenewEvery = 1_000;
    private const int SendPatience = 6_000;
    private const int NoteEvery = 1_000;
    private RelayAdapter _relay = null!;
    private ImmutableDictionary<int, (long Epoch, int Term)> _ours = ImmutableDictionary<int, (long, int)>.Empty;
    private Dictionary<int, (long Epoch, int Term)> _known = [];
    private bool _first;
    private int _poll;
    private long _noted;

    /// <summary>Something was committed and this process is told at once.</summary>
    public void Grown()
    {
        if (Up) After(0, () => Watch(++_poll, 20));
    }

    /// <summary>A subscriber misses what follows a cursor.</summary>
    public void AskResend(Lane lane, Cursor from)
    {
        After(0, () => Do(_relay.ResendAsked(lane, from)));
    }

    protected override void Begin()
    {
        _relay = new RelayAdapter(World.Types, World.Time);
        _ours = _ours.Clear();
        (_first, _known, _noted) = (true, [], -NoteEvery);
        After(World.Dice.Below(TickEvery), Tick);
        After(0, Renew);
        Watch(++_poll, 20);
    }

    protected override void End()
    {
        // Its leases end by themselves.
    }

    private void Tick()
    {
        Do(_relay.Tick());
        After(TickEvery, Tick);
    }

    // Looking again begins soon after a signal and slows down.
    private void Watch(int poll, long pause)
    {
        if (poll != _poll) return;
        Do(_relay.Grown());
        After(pause, () => Watch(poll, Math.Min(pause * 3, RenewEvery)));
    }

    private void Renew()
    {
        var (first, known) = (_first, _known);
        Ask(World.Log, Fault.SaveUnknown, () => World.Cursors.Renew(Name, first, known), ours =>
        {
            (_first, _known) = (false, ours);
            foreach (var (shard, _) in _ours.Except(ours)) Lose(shard);
            Load(new Queue<KeyValuePair<int, (long, int)>>(ours.Except(_ours)));
        }, () => After(RenewEvery, Renew));
    }

    private void Load(Queue<KeyValuePair<int, (long Epoch, int Term)>> gained)
    {
        if (!gained.TryDequeue(out var next))
        {
            After(RenewEvery, Renew);
            return;
        }
        var (shard, ours) = next;
        Ask(World.Log, Fault.SaveUnknown, () => World.Cursors.Load(World.LanesOf(shard), shard, ours), cursors =>
        {
            _ours = _ours.SetItem(shard, ours);
            World.Trace.Add($"{Name} has shard {shard} under epoch {ours.Epoch}, {string.Join(' ', cursors.Values)}");
            Do(_relay.Gained(shard, cursors));
            Load(gained);
        }, () => After(RenewEvery, Renew));
    }

    private void Lose(int shard)
    {
        _ours = _ours.Remove(shard);
        World.Trace.Add($"{Name} loses shard {shard}");
        Do(_relay.Lost(shard));
    }

    private void Do(IReadOnlyList<RelayAct> acts)
    {
        World.Verdict.Stepped(Name, _relay.Lanes);
        foreach (var act in acts)
            switch (act)
            {
                case RelayAct.ReadHead read:
                    Ask(World.Log, Fault.ReadFailed, () => World.Log.Read(read.After, null, -1),
                        answer => Do(_relay.Read(read, answer.Events, answer.AtEnd)), () => Do(_relay.ReadFailed(null)));
                    break;
                case RelayAct.ReadLane read:
                    Ask(World.Log, Fault.ReadFailed, () => World.Log.Read(read.After, read.UpTo, read.Lane.Shard),
                        answer => Do(_relay.Read(read, answer.Events, answer.AtEnd)), () => Do(_relay.ReadFailed(read.Lane)));
                    break;
                case RelayAct.Send send: Send(send); break;
                case RelayAct.Save save: Save(save); break;
                default: throw new InvalidOperationException($"Unknown act {act}.");
            }
    }

    private void Send(RelayAct.Send send)
    {
        Note();
        World.Verdict.Sent(send.Lane, send.Slice);
        var answered = false;
        void Answer(bool confirmed)
        {
            if (answered) return;
            answered = true;
            World.Trace.Add($"{Name} has {send.Lane.Subscription}/{send.Lane.Shard} to {send.Slice.To} {(confirmed ? "confirmed" : "refused")}");
            Do(_relay.Sent(send, confirmed));
        }
        After(SendPatience, () => Answer(false));
        World.Broker.Send(send.Lane, send.Slice, Here<bool>(Answer));
    }

    // Before anything is sent, at most once a second.
    private void Note()
    {
        if (World.Time.Ms - _noted < NoteEvery || _relay.Head <= World.HighWater) return;
        (World.HighWater, _noted) = (_relay.Head, World.Time.Ms);
    }

    private void Save(RelayAct.Save save)
    {
        var cursors = World.Bug == Bug.SavesBeforeConfirm ? save.Cursors.ToDictionary(c => c.Key, c => _relay.Lanes[c.Key].Told) : save.Cursors;
        var ours = _ours;
        Ask(World.Log, Fault.SaveUnknown, () => World.Cursors.Save(cursors, ours), refused =>
        {
            foreach (var shard in refused.Select(l => l.Shard).Distinct()) Lose(shard);
            Do(_relay.SaveEnded(save.Cursors.Where(c => !refused.Contains(c.Key)).ToDictionary()));
        }, () => Do(_relay.SaveEnded(new Dictionary<Lane, Cursor>())));
    }
}
