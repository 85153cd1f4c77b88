using static PartyReport.Eventing.Tests.Sample;

namespace PartyReport.Eventing.Tests;

public sealed class StepFailureTests
{
    private static readonly RecordedEvent[] Three = [Event(1, 1), Event(2, 2), Event(3, 1)];
    private static readonly Input.Failed Failure = new("why", Now);

    [Fact]
    public void What_is_durable_moves_the_row_and_is_acknowledged()
    {
        var (next, acts) = Step.Next(State(0).After(Arrived(0, 5, Three)), new Input.Done());

        acts.ShouldBe([new Act.Acknowledge()]);
        next.ShouldSatisfyAllConditions(
            () => next.Mine.ShouldBe(At(5)), () => next.Todo.ShouldBeEmpty(), () => next.OneByOne.ShouldBeFalse());
    }

    [Fact]
    public void A_failed_slice_is_tried_again_event_by_event()
    {
        var (next, acts) = Step.Next(State(0).After(Arrived(0, 5, Three)), Failure);

        var apply = acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>();
        apply.Events.ShouldBe([Three[0]]);
        (apply.From, apply.To, next.Mine).ShouldBe((At(0), At(1), At(0)));
    }

    [Fact]
    public void An_event_that_fails_alone_is_blocked_and_due_in_a_second()
    {
        var (next, acts) = Step.Next(State(0).After(Arrived(0, 5, Three), Failure), Failure);

        acts.ShouldBe([new Act.Block(Three[0], At(0), At(1), 1, Now.AddSeconds(1), "why")]);
        next.Mine.ShouldBe(At(0));
        next.Blocked.ShouldHaveSingleItem().ShouldBe(new(Stream(1), 1));
    }

    [Fact]
    public void A_slice_of_one_event_that_fails_is_blocked_at_once()
    {
        var (_, acts) = Step.Next(State(0).After(Arrived(0, 5, Three[0])), Failure);

        acts.ShouldBe([new Act.Block(Three[0], At(0), At(5), 1, Now.AddSeconds(1), "why")]);
    }

    [Fact]
    public void Other_streams_go_on_and_later_events_of_the_blocked_stream_are_queued_untried()
    {
        var failed = State(0).After(Arrived(0, 5, Three), Failure, Failure);

        var (second, other) = Step.Next(failed, new Input.Done());
        var (third, behind) = Step.Next(second, new Input.Done());
        var (end, acknowledged) = Step.Next(third, new Input.Done());

        other.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>().Events.ShouldBe([Three[1]]);
        behind.ShouldBe([new Act.Block(Three[2], At(2), At(5), 0, null, null)]);
        acknowledged.ShouldBe([new Act.Acknowledge()]);
        (end.Mine, end.BlockedEvents, end.Blocked[Stream(1)]).ShouldBe((At(5), 2, 2));
    }

    [Fact]
    public void After_a_slice_that_went_event_by_event_the_next_goes_as_a_whole()
    {
        var state = State(0).After(Arrived(0, 2, Three[..2]), Failure, new Input.Done(), new Input.Done());

        var (_, acts) = Step.Next(state, Arrived(2, 4, Event(3, 3), Event(4, 4)));

        acts.ShouldHaveSingleItem().ShouldBeOfType<Act.Apply>().Events.Count.ShouldBe(2);
    }

    [Fact]
    public void A_due_event_is_retried()
    {
        var blocked = new BlockedEvent(Three[0], 3);
        var state = State(5, (1, 2));

        var (next, acts) = Step.Next(state, new Input.Due(blocked));

        acts.ShouldBe([new Act.Retry(blocked)]);
        next.ShouldBe(state);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(1, 0, false)]
    public void A_recovered_event_leaves_the_list_and_the_last_one_frees_its_stream(int before, int after, bool waits)
    {
        var state = State(5, (1, before), (2, 4));

        var (next, acts) = Step.Next(state, new Input.Recovered(Stream(1)));

        acts.ShouldBeEmpty();
        (next.BlockedEvents, next.Mine).ShouldBe((after + 4, At(5)));
        next.Blocked.ContainsKey(Stream(1)).ShouldBe(waits);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(7, 128)]
    [InlineData(8, 256)]
    public void Each_failure_doubles_the_pause(int attempts, int seconds)
    {
        var blocked = new BlockedEvent(Three[0], attempts);

        var (_, acts) = Step.Next(State(5, (1, 1)), new Input.FailedAgain(blocked, "again", Now));

        acts.ShouldBe([new Act.Reschedule(blocked, attempts + 1, Now.AddSeconds(seconds), "again")]);
    }

    [Fact]
    public void The_tenth_failure_parks_the_event_and_its_stream_stays_blocked()
    {
        var blocked = new BlockedEvent(Three[0], 9);

        var (next, acts) = Step.Next(State(5, (1, 1)), new Input.FailedAgain(blocked, "again", Now));

        acts.ShouldBe([new Act.Park(blocked, 10, "again")]);
        next.Blocked.ContainsKey(Stream(1)).ShouldBeTrue();
    }
}
