using System.Collections.Immutable;
using CsCheck;
using static PartyReport.Eventing.Tests.Sample;

namespace PartyReport.Eventing.Tests;

/// <summary>Random deliveries and random faults against the plainest model: a list of what was applied.</summary>
public sealed class StepProperties
{
    private const int Events = 40;

    // Where slices start and end, and which attempts of which event fail.
    private static readonly Gen<(int[] Streams, (int From, int To)[] Slices, bool[] Faults)> Cases = Gen.Select(
        Gen.Int[1, 4].Array[Events],
        Gen.Select(Gen.Int[0, Events], Gen.Int[0, 12]).Select((from, length) => (from, Math.Min(Events, from + length))).Array[0, 60],
        Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true))).Array[600]);

    [Fact]
    public void Every_event_is_applied_once_in_the_order_of_its_stream_or_waits_in_that_order()
    {
        Cases.Sample(c =>
        {
            var model = new Model([.. c.Streams.Select((stream, i) => Event(i + 1, stream))], c.Faults);

            foreach (var (from, to) in c.Slices) model.Deliver(from, to);
            model.DeliverTheRest();

            model.ShouldHoldEveryEventOnceAndInOrder();
        }, iter: 2_000);
    }

    [Fact]
    public void When_the_fault_is_mended_everything_is_applied()
    {
        Cases.Sample(c =>
        {
            var model = new Model([.. c.Streams.Select((stream, i) => Event(i + 1, stream))], c.Faults);
            foreach (var (from, to) in c.Slices) model.Deliver(from, to);
            model.DeliverTheRest();

            model.Mend();

            model.Applied.Count.ShouldBe(Events);
            model.ShouldHoldEveryEventOnceAndInOrder();
        }, iter: 2_000);
    }

    private sealed class Model(RecordedEvent[] log, bool[] faults)
    {
        private readonly Queue<bool> _faults = new(faults);
        private readonly List<BlockedEvent> _blocked = [];
        private SubscriptionState _state = new(Cursor.Start, ImmutableDictionary<Guid, int>.Empty);

        public List<RecordedEvent> Applied { get; } = [];

        public void Deliver(int from, int to)
        {
            Drive(new Input.Arrived(Slice(from, to, log[from..to]), Now));
            if (FirstDue() is { } due) Drive(new Input.Due(due));
        }

        public void DeliverTheRest() => Deliver((int)_state.Mine.Position, log.Length);

        public void Mend()
        {
            _faults.Clear();
            while (FirstDue() is { } due) Drive(new Input.Due(due));
        }

        public void ShouldHoldEveryEventOnceAndInOrder()
        {
            Applied.Concat(_blocked.Select(b => b.Event)).Select(e => e.Position).Order().ShouldBe(log.Select(e => e.Position));
            foreach (var stream in log.GroupBy(e => e.Stream))
                Applied.Concat(_blocked.Select(b => b.Event)).Where(e => e.Stream == stream.Key).ShouldBe(stream);
            _state.BlockedEvents.ShouldBe(_blocked.Count);
            _state.Mine.ShouldBe(At(log.Length));
        }

        private BlockedEvent? FirstDue() => _blocked.FirstOrDefault();

        private void Drive(Input first)
        {
            var inputs = new Queue<Input>([first]);
            while (inputs.TryDequeue(out var input))
            {
                var before = _state.Mine;
                (_state, var acts) = Step.Next(_state, input);
                (_state.Mine >= before).ShouldBeTrue("the row moved back");
                foreach (var act in acts)
                    if (Do(act) is { } next)
                        inputs.Enqueue(next);
            }
        }

        private Input? Do(Act act)
        {
            switch (act)
            {
                case Act.Apply apply:
                    apply.From.ShouldBe(_state.Mine);
                    if (apply.Events.Count > 0 && Fails()) return new Input.Failed("fault", Now);
                    Applied.AddRange(apply.Events);
                    return new Input.Done();
                case Act.Block block:
                    block.From.ShouldBe(_state.Mine);
                    _blocked.Add(new BlockedEvent(block.Event, block.Attempt));
                    return new Input.Done();
                case Act.Retry retry when Fails():
                    return new Input.FailedAgain(retry.Blocked, "fault", Now);
                case Act.Retry retry:
                    _blocked.Remove(retry.Blocked);
                    Applied.Add(retry.Blocked.Event);
                    return new Input.Recovered(retry.Blocked.Event.Stream);
                default:
                    return null;
            }
        }

        private bool Fails() => _faults.TryDequeue(out var fails) && fails;
    }
}
