using System.Collections.Frozen;

namespace PartyReport.Eventing.Tests;

/// <summary>Each rule of the relay by itself.</summary>
public sealed class RelayStepTests
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly Lane A = new("reader", "a", 0);
    private static readonly Lane B = new("reader", "b", 1);
    private RelayState _state = new("p", new Dictionary<(string, string), IReadOnlySet<string>>
    {
        [("reader", "a")] = new HashSet<string> { "t" },
        [("reader", "b")] = new HashSet<string> { "t" },
    }.ToFrozenDictionary());

    [Fact]
    public void A_shard_that_was_gained_is_read_from_where_it_was_confirmed()
    {
        Gain((A, 7));

        Do(new RelayInput.Grown(Now)).ShouldBe([new RelayAct.ReadHead(Sample.At(7))]);
    }

    [Fact]
    public void Only_one_read_of_the_head_is_under_way_and_what_came_meanwhile_is_read_after_it()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));

        Do(new RelayInput.Grown(Now)).ShouldBeEmpty();

        Do(Read(0, [])).ShouldBe([new RelayAct.ReadHead(Sample.At(0))]);
    }

    [Fact]
    public void Events_go_to_the_lanes_of_their_shard_and_a_slice_covers_what_was_left_out()
    {
        Gain((A, 0), (B, 0));
        Do(new RelayInput.Grown(Now));

        var sent = Sends(Do(Read(0, [E(1, 0), E(2, 1), E(3, 0, "other")])));

        sent.Select(s => (s.Lane, s.Slice.From, s.Slice.To, s.Slice.Events.Count)).ShouldBe(
            [(A, Sample.At(0), Sample.At(3), 1), (B, Sample.At(0), Sample.At(3), 1)], ignoreOrder: true);
    }

    [Fact]
    public void A_batch_is_cut_into_slices_that_follow_each_other()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));

        var sent = Sends(Do(Read(0, [.. Enumerable.Range(1, 128).Select(i => E(i, 0))])));

        sent.Select(s => s.Slice.Events.Count).ShouldBe([64, 64]);
        sent.Select(s => s.Slice.From).ShouldBe([Sample.At(0), Sample.At(64)]);
    }

    [Fact]
    public void A_small_slice_waits_while_another_is_under_way_and_takes_along_what_comes_meanwhile()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));
        var first = Sends(Do(Read(0, [E(1, 0)]))).Single();
        Sends(Do(Read(1, [E(2, 0)]))).ShouldBeEmpty();
        Sends(Do(Read(2, [E(3, 0), E(4, 0, "other")]))).ShouldBeEmpty();

        var next = Sends(Do(new RelayInput.Confirmed(A, first.Number, Now))).Single().Slice;

        (next.From, next.To, next.Events.Count).ShouldBe((Sample.At(1), Sample.At(4), 2));
    }

    [Fact]
    public void A_large_event_travels_alone()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));

        var sent = Sends(Do(Read(0, [E(1, 0), E(2, 0) with { Body = new byte[RelayStep.MaxBytes + 1] }, E(3, 0)])));

        sent.Select(s => s.Slice.Events.Count).ShouldBe([1, 1]);
        Sends(Do(new RelayInput.Confirmed(A, sent[0].Number, Now))).ShouldBeEmpty();
        Sends(Do(new RelayInput.Confirmed(A, sent[1].Number, Now))).Single().Slice.Events.Count.ShouldBe(1);
    }

    [Fact]
    public void The_cursor_moves_over_confirmed_slices_in_order_and_is_saved_once()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));
        var sent = Sends(Do(Read(0, [.. Enumerable.Range(1, 128).Select(i => E(i, 0))])));

        Do(new RelayInput.Confirmed(A, sent[1].Number, Now));
        Do(new RelayInput.Tick(Now)).OfType<RelayAct.Save>().ShouldBeEmpty();
        Do(new RelayInput.Confirmed(A, sent[0].Number, Now));

        Do(new RelayInput.Tick(Now)).OfType<RelayAct.Save>().Single().Cursors[A].ShouldBe(Sample.At(128));
        Do(new RelayInput.Tick(Now)).OfType<RelayAct.Save>().ShouldBeEmpty();
        Do(new RelayInput.SaveEnded(new Dictionary<Lane, Cursor> { [A] = Sample.At(128) }));
        Do(new RelayInput.Tick(Now)).OfType<RelayAct.Save>().ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_slice_takes_its_lane_back_and_leaves_the_others()
    {
        Gain((A, 0), (B, 0));
        Do(new RelayInput.Grown(Now));
        var sent = Sends(Do(Read(0, [E(1, 0), E(2, 1)])));

        Do(new RelayInput.Refused(A, sent.Single(s => s.Lane == A).Number, Now));

        Do(new RelayInput.Tick(Now)).OfType<RelayAct.ReadLane>().ShouldBeEmpty();
        Do(new RelayInput.Tick(Now.AddSeconds(1))).OfType<RelayAct.ReadLane>().Single().ShouldBe(
            new RelayAct.ReadLane(A, Sample.At(0), Sample.At(2)));
    }

    [Fact]
    public void An_answer_that_comes_after_its_lane_went_back_counts_for_nothing()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));
        var sent = Sends(Do(Read(0, [.. Enumerable.Range(1, 128).Select(i => E(i, 0))])));
        Do(new RelayInput.Refused(A, sent[0].Number, Now));

        Do(new RelayInput.Confirmed(A, sent[1].Number, Now));

        _state.Lanes[A].Confirmed.ShouldBe(Cursor.Start);
        _state.Lanes[A].InFlight.ShouldBeEmpty();
    }

    [Fact]
    public void A_read_that_ends_after_its_lane_went_back_counts_for_nothing()
    {
        Gain((A, 5), (B, 9));
        Do(new RelayInput.Grown(Now)).OfType<RelayAct.ReadLane>().Single().Lane.ShouldBe(A);
        Do(new RelayInput.ResendAsked(A, Sample.At(2), Now));

        Sends(Do(new RelayInput.LaneRead(A, Sample.At(5), Sample.At(9), [E(6, 0)], true, Now))).ShouldBeEmpty();

        _state.Lanes[A].Told.ShouldBe(Sample.At(2));
    }

    [Fact]
    public void A_wish_moves_the_cursor_only_back()
    {
        Gain((A, 5));

        Do(new RelayInput.ResendAsked(A, Sample.At(9), Now));
        _state.Lanes[A].Confirmed.ShouldBe(Sample.At(5));
        Do(new RelayInput.ResendAsked(A, Sample.At(2), Now));

        _state.Lanes[A].Confirmed.ShouldBe(Sample.At(2));
    }

    [Fact]
    public void A_full_window_holds_its_lane_back_and_not_the_others()
    {
        Gain((A, 0), (B, 0));
        Do(new RelayInput.Grown(Now));
        var acts = Do(Read(0, [.. Enumerable.Range(1, RelayStep.Window * RelayStep.MaxEvents).Select(i => E(i, 0))], atEnd: false));
        Sends(acts).Count.ShouldBe(RelayStep.Window);

        var next = Sends(Do(Read(RelayStep.Window * RelayStep.MaxEvents, [E(1000, 0), E(1001, 1)])));

        next.Select(s => s.Lane).ShouldBe([B]);
    }

    [Fact]
    public void After_a_thousand_events_of_no_interest_an_empty_slice_moves_the_row()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));

        var sent = Sends(Do(Read(0, [.. Enumerable.Range(1, RelayStep.MaxPassedOver).Select(i => E(i, 0, "other"))])));

        var slice = sent.Single().Slice;
        (slice.From, slice.To, slice.Events.Count).ShouldBe((Sample.At(0), Sample.At(RelayStep.MaxPassedOver), 0));
    }

    [Fact]
    public void A_shard_that_was_lost_is_neither_read_nor_sent()
    {
        Gain((A, 0), (B, 0));
        Do(new RelayInput.Grown(Now));

        Do(new RelayInput.Lost(0));

        Sends(Do(Read(0, [E(1, 0), E(2, 1)]))).Select(s => s.Lane).ShouldBe([B]);
    }

    [Fact]
    public void After_a_failed_read_it_is_read_again_and_not_at_once()
    {
        Gain((A, 0));
        Do(new RelayInput.Grown(Now));

        Do(new RelayInput.ReadFailed(null, Now)).ShouldBeEmpty();
        Do(new RelayInput.Tick(Now)).ShouldBeEmpty();

        Do(new RelayInput.Tick(Now.AddSeconds(1))).ShouldBe([new RelayAct.ReadHead(Cursor.Start)]);
    }

    private IReadOnlyList<RelayAct> Do(RelayInput input)
    {
        (_state, var acts) = RelayStep.Next(_state, input);
        return acts;
    }

    private void Gain(params (Lane Lane, long Cursor)[] lanes)
    {
        foreach (var shard in lanes.GroupBy(l => l.Lane.Shard))
            Do(new RelayInput.Gained(shard.Key, shard.ToDictionary(l => l.Lane, l => Sample.At(l.Cursor))));
    }

    private static RelayInput.HeadRead Read(long from, RecordedEvent[] events, bool atEnd = true) => new(Sample.At(from), events, atEnd, Now);

    private static RecordedEvent E(int position, int shard, string type = "t") =>
        Sample.Event(position, position) with { Shard = shard, Type = type };

    private static List<RelayAct.Send> Sends(IReadOnlyList<RelayAct> acts) => [.. acts.OfType<RelayAct.Send>()];
}
