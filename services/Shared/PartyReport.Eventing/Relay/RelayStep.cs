using System.Collections.Immutable;

namespace PartyReport.Eventing;

/// <summary>
/// Every rule of the relay, without clock, database or broker: the loop that runs it and the simulation that tests it
/// share this class. A lane goes on only over what is confirmed; anything else goes back and is sent again.
/// </summary>
internal static class RelayStep
{
    /// <summary>Slices of a lane that may wait for their confirmation at once.</summary>
    public const int Window = 8;
    public const int MaxEvents = 64;
    public const int MaxBytes = 512 * 1024;
    public const int MaxPassedOver = 1_000;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static (RelayState State, IReadOnlyList<RelayAct> Acts) Next(RelayState state, RelayInput input) => input switch
    {
        RelayInput.Gained gained => (Gain(state, gained), []),
        RelayInput.Lost lost => (state with { Lanes = state.Lanes.RemoveRange(state.Lanes.Keys.Where(l => l.Shard == lost.Shard)) }, []),
        RelayInput.Grown grown => Read(state with { MayHaveGrown = true }, grown.Now, []),
        RelayInput.Tick tick => Tick(state, tick.Now),
        RelayInput.HeadRead read => TakeHead(state, read),
        RelayInput.LaneRead read => TakeLane(state, read),
        RelayInput.ReadFailed failed => (Failed(state, failed), []),
        RelayInput.Confirmed confirmed => Confirm(state, confirmed),
        RelayInput.Refused refused => (Refuse(state, refused), []),
        RelayInput.ResendAsked asked => Read(GoBack(state, asked), asked.Now, []),
        RelayInput.SaveEnded saved => (Saved(state, saved), []),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Unknown input."),
    };

    private static RelayState Gain(RelayState state, RelayInput.Gained gained)
    {
        // All lanes up to the furthest one catch up by themselves, then go on together.
        var head = gained.Lanes.Values.Append(state.Head).Max();
        return state with
        {
            Head = head,
            MayHaveGrown = true,
            Lanes = state.Lanes.SetItems(gained.Lanes.Select(l => KeyValuePair.Create(l.Key, new LaneState(l.Value)))),
        };
    }

    /// <summary>At most one read of each kind is under way; what comes meanwhile is read together by the next.</summary>
    private static (RelayState, IReadOnlyList<RelayAct>) Read(RelayState state, DateTimeOffset now, IReadOnlyList<RelayAct> before)
    {
        if (now < state.ReadNotBefore) return (state, before);
        List<RelayAct> acts = [.. before];
        var open = state.Lanes.Where(l => l.Value.InFlight.Count < Window && l.Value.NotBefore <= now).ToList();
        if (!state.ReadingHead && state.MayHaveGrown && open.Exists(l => l.Value.Read == state.Head))
        {
            state = state with { ReadingHead = true, MayHaveGrown = false };
            acts.Add(new RelayAct.ReadHead(state.Head));
        }
        var behind = open.Where(l => l.Value.Read < state.Head).ToList();
        if (state.ReadingLane is null && behind.Count > 0)
        {
            // In turns: a lane that is far behind, as after a replay, must not keep those waiting that miss only a little.
            var (lane, last) = behind.MinBy(l => l.Value.Turn);
            state = state.With(lane, last with { Turn = state.Turns + 1 }) with { ReadingLane = lane, Turns = state.Turns + 1 };
            acts.Add(new RelayAct.ReadLane(lane, last.Read, state.Head));
        }
        return (state, acts);
    }

    private static (RelayState, IReadOnlyList<RelayAct>) TakeHead(RelayState state, RelayInput.HeadRead read)
    {
        state = state with { ReadingHead = false, MayHaveGrown = state.MayHaveGrown || !read.AtEnd };
        if (read.Events is [] || read.From != state.Head) return Read(state, read.Now, []);

        var acts = new List<RelayAct>();
        var end = read.Events[^1].Cursor;
        var shards = read.Events.ToLookup(e => e.Shard);
        state = state with { Head = end };
        foreach (var (lane, at) in state.Lanes)
            if (at.Read == read.From && at.InFlight.Count < Window && at.NotBefore <= read.Now)
                state = Feed(state, lane, shards[lane.Shard], end, acts);
        return Read(state, read.Now, acts);
    }

    private static (RelayState, IReadOnlyList<RelayAct>) TakeLane(RelayState state, RelayInput.LaneRead read)
    {
        if (state.ReadingLane == read.Lane) state = state with { ReadingLane = null };
        var acts = new List<RelayAct>();
        // Gone back or given away meanwhile: what was read is of another time.
        if (state.Lanes.TryGetValue(read.Lane, out var at) && at.Read == read.From)
            state = Feed(state, read.Lane, read.Events, read.AtEnd ? read.UpTo : read.Events[^1].Cursor, acts);
        return Read(state, read.Now, acts);
    }

    private static RelayState Feed(RelayState state, Lane lane, IEnumerable<RecordedEvent> events, Cursor end, List<RelayAct> acts)
    {
        var (at, types) = (state.Lanes[lane], state.TypesOf(lane));
        var all = events as IReadOnlyCollection<RecordedEvent> ?? [.. events];
        var taken = all.Where(e => types.Contains(e.Type)).ToList();
        at = at with { Read = end, Waiting = at.Waiting.AddRange(taken), PassedOver = at.PassedOver + all.Count - taken.Count };
        return Flush(state.With(lane, at), lane, acts);
    }

    private static RelayState Flush(RelayState state, Lane lane, List<RelayAct> acts)
    {
        var at = state.Lanes[lane];
        while (at.InFlight.Count < Window && NextSlice(at) is { } slice)
        {
            var rest = at.Waiting.RemoveRange(0, slice.Count);
            var to = rest.IsEmpty ? at.Read : slice[^1].Cursor;
            acts.Add(new RelayAct.Send(lane, state.Next, new Slice(state.Publisher, lane.Shard, at.Told, to, slice)));
            at = at with { Told = to, Waiting = rest, PassedOver = 0, InFlight = at.InFlight.Add(new Sent(state.Next, to)) };
            state = state with { Next = state.Next + 1 };
        }
        return state.With(lane, at);
    }

    // A slice costs about the same with one event as with many. So a small one waits while another of its lane is under way:
    // alone, an event leaves at once; the busier the lane, the larger its slices.
    private static ImmutableList<RecordedEvent>? NextSlice(LaneState at)
    {
        var fitting = Fitting(at.Waiting);
        var full = fitting == MaxEvents || fitting < at.Waiting.Count;
        if (full || (fitting > 0 && at.InFlight.IsEmpty)) return at.Waiting.GetRange(0, fitting);
        // Without an event to apply the row moves only now and then: each move is a commit of the subscriber.
        return fitting == 0 && at.PassedOver >= MaxPassedOver ? [] : null;
    }

    private static int Fitting(ImmutableList<RecordedEvent> waiting)
    {
        var (count, bytes) = (0, 0);
        foreach (var e in waiting)
        {
            bytes += e.Body.Length + e.Headers.Length;
            if (count == MaxEvents || (count > 0 && bytes > MaxBytes)) break;
            count++;
        }
        return count;
    }

    private static (RelayState, IReadOnlyList<RelayAct>) Confirm(RelayState state, RelayInput.Confirmed confirmed)
    {
        if (!state.Lanes.TryGetValue(confirmed.Lane, out var at)) return (state, []);
        var index = at.InFlight.FindIndex(s => s.Number == confirmed.Number);
        if (index < 0) return (state, []);

        var inFlight = at.InFlight.SetItem(index, at.InFlight[index] with { Confirmed = true });
        // The cursor goes on over the first ones only: what is confirmed behind a gap may have to be sent again.
        while (inFlight is [{ Confirmed: true } first, ..]) (inFlight, at) = (inFlight.RemoveAt(0), at with { Confirmed = first.To });
        var acts = new List<RelayAct>();
        state = Flush(state.With(confirmed.Lane, at with { InFlight = inFlight, Refusals = 0 }), confirmed.Lane, acts);
        return Read(state, confirmed.Now, acts);
    }

    private static RelayState Refuse(RelayState state, RelayInput.Refused refused)
    {
        if (!state.Lanes.TryGetValue(refused.Lane, out var at) || !at.InFlight.Exists(s => s.Number == refused.Number)) return state;
        var pause = Math.Min(ShortestPause.TotalMilliseconds * Math.Pow(2, Math.Min(at.Refusals, 10)), LongestPause.TotalMilliseconds);
        return state.With(refused.Lane, at.BackTo(at.Confirmed) with
        {
            Refusals = at.Refusals + 1,
            NotBefore = refused.Now + TimeSpan.FromMilliseconds(pause),
        });
    }

    // Only back: a cursor ahead of ours would skip what nobody has confirmed.
    private static RelayState GoBack(RelayState state, RelayInput.ResendAsked asked) =>
        state.Lanes.TryGetValue(asked.Lane, out var at) && asked.From < at.Told
            ? state.With(asked.Lane, at.BackTo(asked.From < at.Confirmed ? asked.From : at.Confirmed))
            : state;

    private static RelayState Failed(RelayState state, RelayInput.ReadFailed failed) =>
        (failed.Lane is null ? state with { ReadingHead = false, MayHaveGrown = true } : state with { ReadingLane = null }) with
        {
            ReadNotBefore = failed.Now + LongestPause / 4,
        };

    private static (RelayState, IReadOnlyList<RelayAct>) Tick(RelayState state, DateTimeOffset now)
    {
        var moved = state.Lanes.Where(l => l.Value.Confirmed != l.Value.Saved).ToDictionary(l => l.Key, l => l.Value.Confirmed);
        return state.Saving || moved.Count == 0
            ? Read(state, now, [])
            : Read(state with
            {
                Saving = true,
                Lanes = state.Lanes.SetItems(moved.Keys.Select(l => KeyValuePair.Create(l, state.Lanes[l] with { Saved = null }))),
            }, now, [new RelayAct.Save(moved)]);
    }

    private static RelayState Saved(RelayState state, RelayInput.SaveEnded ended)
    {
        state = state with { Saving = false };
        foreach (var (lane, cursor) in ended.Saved)
            if (state.Lanes.TryGetValue(lane, out var at)) state = state.With(lane, at with { Saved = cursor });
        return state;
    }
}
