namespace PartyReport.Eventing.Tests;

/// <summary>What a loop makes of a change that an operator of another process made, of which nobody tells it.</summary>
public sealed class OperatedLoopTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_skipped_event_is_noticed_within_a_second_and_its_stream_is_no_longer_held_up()
    {
        await using var rig = await Rig.Start();
        rig.React = (_, _) => throw new InvalidOperationException("poison");
        await rig.Write((1, 1));
        await rig.RunToEnd();
        await rig.Reader.Write(s => s.Execute("delete from blocked"), Ct);
        rig.React = (_, d) => Task.FromResult(Reaction.Only(s => Rig.Note(s, d)));

        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await rig.Loop.Load();
        await rig.Write((1, 2));
        await rig.RunToEnd();

        rig.Loop.HasBlocked.ShouldBeFalse();
        (await rig.Noted()).ShouldBe(["1/2"]);
    }

    [Fact]
    public async Task A_row_that_was_set_back_is_found_by_what_looks_like_a_duplicate()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        var slice = (await rig.Feed.Next(rig.Loop.Mine))!;
        await rig.Loop.Take(slice, Ct);
        await Forget(rig);

        var (acknowledged, _) = await rig.Loop.Take(slice, Ct);

        acknowledged.ShouldBeTrue();
        (await rig.Noted()).ShouldBe(["1/1"]);
    }

    [Fact]
    public async Task A_feed_that_had_read_ahead_goes_back_with_the_row()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await rig.WriteOther(3);
        await rig.RunToEnd();
        await rig.Write((2, 1));
        var ahead = await rig.Feed.Next(rig.Loop.Mine);

        await Forget(rig);
        rig.Loop.Forget();
        await rig.Loop.Load();
        var again = await rig.Feed.Next(rig.Loop.Mine);

        ahead!.Events.Count.ShouldBe(1);
        (again!.From, again.Events.Count).ShouldBe((Cursor.Start, 2));
    }

    [Fact]
    public async Task An_attempt_that_ends_after_the_operator_resumed_the_event_does_not_put_it_off_again()
    {
        await using var rig = await Rig.Start();
        rig.React = (_, _) => throw new InvalidOperationException("poison");
        await rig.Write((1, 1));
        await rig.RunToEnd();
        var tables = new SubscriptionTables(Rig.Units, 0);
        var due = (await rig.Reader.Read(s => tables.FirstDue(s, Sample.Now.AddSeconds(1))))!;
        await rig.Reader.Write(async s => await BlockedRows.Resume(s, (await BlockedRows.First(s, Rig.Units, Sample.Stream(1)))!, Sample.Now), Ct);

        var late = await rig.Reader.Write(s => tables.Reschedule(s, new Act.Reschedule(due, 2, Sample.Now.AddHours(1), "poison")), Ct);
        var parked = await rig.Reader.Write(s => tables.Park(s, new Act.Park(due, 10, "poison"), Sample.Now), Ct);

        (late, parked).ShouldBe((0, 0));
        (await rig.Blocked("attempt = 0 and parked_at is null")).ShouldBe(1);
    }

    private static Task<int> Forget(Rig rig) => rig.Reader.Write(async s =>
    {
        await s.Execute("delete from noted");
        return await s.Execute("update subscription set generation = 0, xid = 0, position = 0");
    }, Ct);
}
