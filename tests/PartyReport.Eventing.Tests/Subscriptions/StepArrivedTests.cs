using static PartyReport.Eventing.Tests.Sample;

namespace PartyReport.Eventing.Tests;

public sealed class StepArrivedTests
{
    private static readonly RecordedEvent[] Four = [Event(1, 1), Event(2, 2), Event(3, 1), Event(4, 2)];

    [Theory]
    [InlineData(0, 4, 4)]
    [InlineData(0, 3, 4)]
    [InlineData(3, 4, 9)]
    public void A_slice_that_is_known_is_acknowledged_and_changes_nothing(int from, int to, int mine)
    {
        var state = State(mine);

        var (next, acts) = Step.Next(state, Arrived(from, to, Four[from..to]));

        acts.ShouldBe([new Act.Acknowledge()]);
        next.ShouldBe(state);
    }

    [Fact]
    public void A_fresh_slice_is_applied_as_a_whole()
    {
        var (next, acts) = Step.Next(State(0), Arrived(0, 4, Four));

        var apply = acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>();
        apply.Events.ShouldBe(Four);
        (apply.From, apply.To, next.Mine).ShouldBe((At(0), At(4), At(0)));
    }

    [Fact]
    public void Of_a_slice_that_overlaps_only_the_unknown_part_is_applied()
    {
        var (_, acts) = Step.Next(State(2), Arrived(0, 4, Four));

        var apply = acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>();
        apply.Events.ShouldBe(Four[2..]);
        (apply.From, apply.To).ShouldBe((At(2), At(4)));
    }

    [Fact]
    public void A_slice_beyond_a_gap_is_acknowledged_not_applied_and_the_rest_is_asked_for()
    {
        var (next, acts) = Step.Next(State(1), Arrived(2, 4, Four[2..]));

        acts.ShouldBe([new Act.AskResend(At(1)), new Act.Acknowledge()]);
        next.Mine.ShouldBe(At(1));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(999, false)]
    [InlineData(1000, true)]
    [InlineData(5000, true)]
    public void A_resend_is_asked_for_at_most_once_a_second(int milliseconds, bool asked)
    {
        var state = State(1).After(Arrived(2, 4, Four[2..]));

        var (_, acts) = Step.Next(state, new Input.Arrived(Slice(2, 4, Four[2..]), Now.AddMilliseconds(milliseconds)));

        acts.OfType<Act.AskResend>().Any().ShouldBe(asked);
        acts[^1].ShouldBe(new Act.Acknowledge());
    }

    [Fact]
    public void After_a_gap_was_filled_the_next_slice_goes_on()
    {
        var state = State(0).After(Arrived(2, 4, Four[2..]), Arrived(0, 2, Four[..2]), new Input.Done());

        var (_, acts) = Step.Next(state, Arrived(2, 4, Four[2..]));

        acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>().Events.ShouldBe(Four[2..]);
    }

    [Fact]
    public void An_empty_slice_moves_the_row()
    {
        var (next, acts) = Step.Next(State(1), Arrived(1, 900));

        var apply = acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>();
        apply.Events.ShouldBeEmpty();
        (apply.From, apply.To).ShouldBe((At(1), At(900)));
        next.After(new Input.Done()).Mine.ShouldBe(At(900));
    }

    [Fact]
    public void A_slice_that_touches_a_blocked_stream_goes_event_by_event_and_queues_what_is_behind()
    {
        var state = State(0, (1, 1));

        var (blocking, first) = Step.Next(state, Arrived(0, 4, Four));
        var (applying, second) = Step.Next(blocking, new Input.Done());

        first.ShouldBe([new Act.Block(Four[0], At(0), At(1), 0, null, null)]);
        second.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>().Events.ShouldBe([Four[1]]);
        applying.Blocked[Stream(1)].ShouldBe(2);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    [InlineData(10_001, true)]
    public void At_ten_thousand_blocked_events_nothing_more_is_taken_or_acknowledged(int blocked, bool stopped)
    {
        var state = State(0, (9, blocked));

        var (next, acts) = Step.Next(state, Arrived(0, 4, Four));

        acts.ShouldHaveSingleItem().ShouldBeOfType(stopped ? typeof(Act.Stop) : typeof(Act.Apply));
        if (stopped) next.ShouldBe(state);
    }

    [Fact]
    public void A_stopped_subscription_still_acknowledges_what_it_knows()
    {
        var (_, acts) = Step.Next(State(4, (9, 10_000)), Arrived(0, 4, Four));

        acts.ShouldBe([new Act.Acknowledge()]);
    }
}
