using PartyReport.Contracts;
using PartyReport.Contracts.Directory;

namespace PartyReport.Eventing.Tests;

public sealed class SubscriptionLoopTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_applied_once_and_in_order()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1), (2, 1), (1, 2));

        await rig.RunToEnd();
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["1/1", "2/1", "1/2"]);
        (await rig.Row()).ShouldBe(3);
    }

    [Fact]
    public async Task A_poison_event_parks_its_own_stream_and_no_other()
    {
        await using var rig = await Rig.Start();
        rig.React = Poisoned(rig, "1/1");
        await rig.Write((1, 1), (2, 1), (1, 2), (2, 2));

        await rig.RunToEnd();
        for (var attempt = 2; attempt <= 10; attempt++) await rig.After(TimeSpan.FromMinutes(5));

        (await rig.Noted()).ShouldBe(["2/1", "2/2"]);
        (await rig.Blocked("parked_at is not null and attempt = 10 and error = 'InvalidOperationException: poison'")).ShouldBe(1);
        (await rig.Blocked("attempt = 0 and due_at is null and parked_at is null")).ShouldBe(1);
        (await rig.Row()).ShouldBe(4);
    }

    [Fact]
    public async Task A_parked_event_is_left_alone_until_an_operator_resumes_it()
    {
        await using var rig = await Rig.Start();
        var tries = 0;
        rig.React = (_, _) => ++tries > 0 ? throw new InvalidOperationException("poison") : Task.FromResult(Reaction.None);
        await rig.Write((1, 1));
        await rig.RunToEnd();
        for (var attempt = 2; attempt <= 12; attempt++) await rig.After(TimeSpan.FromMinutes(5));

        await rig.Reader.Write(s => s.Execute("update blocked set parked_at = null"), Ct);
        await rig.After(TimeSpan.Zero);

        tries.ShouldBe(11);
    }

    [Theory]
    [InlineData(999, 1)]
    [InlineData(1000, 2)]
    public async Task A_blocked_event_is_tried_again_when_it_is_due_and_not_before(int milliseconds, int expected)
    {
        await using var rig = await Rig.Start();
        var tries = 0;
        rig.React = (_, _) => ++tries > 0 ? throw new InvalidOperationException("poison") : Task.FromResult(Reaction.None);
        await rig.Write((1, 1));
        await rig.RunToEnd();

        await rig.After(TimeSpan.FromMilliseconds(milliseconds));

        tries.ShouldBe(expected);
    }

    [Fact]
    public async Task When_the_handler_is_mended_the_queued_events_follow_in_order()
    {
        await using var rig = await Rig.Start();
        var mended = rig.React;
        rig.React = Poisoned(rig, "1/1");
        await rig.Write((1, 1), (2, 1), (1, 2), (1, 3));
        await rig.RunToEnd();
        await rig.Write((1, 4));
        await rig.RunToEnd();

        rig.React = mended;
        await rig.After(TimeSpan.FromSeconds(1));
        await rig.Write((1, 5));
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["2/1", "1/1", "1/2", "1/3", "1/4", "1/5"]);
        (await rig.Blocked()).ShouldBe(0);
    }

    [Fact]
    public async Task Blocked_events_are_remembered_over_a_restart()
    {
        await using var rig = await Rig.Start();
        var mended = rig.React;
        rig.React = Poisoned(rig, "1/1");
        await rig.Write((1, 1));
        await rig.RunToEnd();

        rig.React = mended;
        await rig.Restart();
        await rig.Write((1, 2));
        await rig.RunToEnd();
        await rig.After(TimeSpan.FromSeconds(1));

        (await rig.Noted()).ShouldBe(["1/1", "1/2"]);
    }

    [Fact]
    public async Task A_crash_after_the_publishers_commit_loses_nothing_and_doubles_nothing()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await rig.RunToEnd();
        await rig.Write((1, 2));

        await rig.Restart();
        await rig.RunToEnd();
        await rig.Restart();
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["1/1", "1/2"]);
    }

    [Fact]
    public async Task A_crash_inside_the_subscribers_transaction_applies_its_events_once_afterwards()
    {
        await using var rig = await Rig.Start();
        var whole = rig.React;
        rig.React = (_, d) => Task.FromResult(Reaction.Only(async s =>
        {
            await Rig.Note(s, d);
            throw new OperationCanceledException("the process ends here");
        }));
        await rig.Write((1, 1), (1, 2));
        await Should.ThrowAsync<OperationCanceledException>(rig.RunToEnd);

        rig.React = whole;
        await rig.Restart();
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["1/1", "1/2"]);
        (await rig.Blocked()).ShouldBe(0);
    }

    [Fact]
    public async Task A_handlers_events_and_effects_stand_together_with_the_row()
    {
        await using var rig = await Rig.Start();
        rig.React = (_, d) => Task.FromResult(new Reaction([Own(rig, d)], s => Rig.Note(s, d)));
        await rig.Write((1, 1), (2, 1));

        await rig.RunToEnd();

        var own = await rig.Reader.Read(s => EventLog.ReadStream(s, Sample.Stream(101)));
        EventTypes.ReadHeaders(own.ShouldHaveSingleItem()).Causes.ShouldBe([new Cause("writer", Sample.Stream(1), 1)]);
        (await rig.Noted()).ShouldBe(["1/1", "2/1"]);
    }

    [Fact]
    public async Task Effects_that_throw_leave_neither_events_nor_effects()
    {
        await using var rig = await Rig.Start();
        rig.React = (_, d) => Task.FromResult(new Reaction([Own(rig, d)], async s =>
        {
            await Rig.Note(s, d);
            if (d.Event.Stream == Sample.Stream(1)) throw new InvalidOperationException("no");
        }));
        await rig.Write((1, 1), (2, 1));

        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["2/1"]);
        (await rig.Reader.Read(s => EventLog.ReadStream(s, Sample.Stream(101)))).ShouldBeEmpty();
        (await rig.Reader.Read(s => EventLog.ReadStream(s, Sample.Stream(102)))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_outage_of_the_disk_is_not_blamed_on_an_event()
    {
        await using var rig = await Rig.Start();
        var sound = rig.React;
        rig.React = (_, _) => throw new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13);
        await rig.Write((1, 1), (2, 1));
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(rig.RunToEnd);

        rig.React = sound;
        rig.Feed.Rewind();
        await rig.Loop.Load();
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["1/1", "2/1"]);
        (await rig.Blocked()).ShouldBe(0);
    }

    private static NewEvent Own(Rig rig, Delivery d)
    {
        var stream = Sample.Stream(100 + BitConverter.ToInt32(d.Event.Stream.ToByteArray()));
        var headers = new EventHeaders("service:reader", "k", [d.Cause]);
        return rig.Reader.Types.Write(stream, d.Event.Version, new PersonAdded(stream), headers, Sample.Now);
    }

    private static Func<Session, Delivery, Task<Reaction>> Poisoned(Rig rig, string name)
    {
        var sound = rig.React;
        return (s, d) => Rig.Name(d.Event) == name ? throw new InvalidOperationException("poison") : sound(s, d);
    }
}
