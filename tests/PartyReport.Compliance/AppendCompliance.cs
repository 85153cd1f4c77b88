using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>What a commit writes, and that it writes everything or nothing.</summary>
public abstract class AppendCompliance : EventLogCompliance
{
    [Fact]
    public async Task Versions_stand_in_order_and_cursors_in_the_order_of_commits()
    {
        await Commit("1", Event(Id(1), 1), Event(Id(1), 2));
        await Commit("2", Event(Id(2), 1));
        await Commit("3", Event(Id(1), 3));

        var log = await After(Cursor.Start);

        log.Select(e => (e.Stream, e.Version)).ShouldBe([(Id(1), 1), (Id(1), 2), (Id(2), 1), (Id(1), 3)]);
        log.Select(e => e.Cursor).ShouldBe(log.Select(e => e.Cursor).Distinct().Order());
    }

    [Fact]
    public async Task A_stream_that_has_moved_refuses_the_commit_and_keeps_nothing_of_it()
    {
        await Commit("1", Event(Id(1), 1));

        await Should.ThrowAsync<LostRaceException>(() => Commit("2", Note(1), Event(Id(2), 1), Event(Id(1), 1)));

        (await After(Cursor.Start)).Count.ShouldBe(1);
        (await Log.FindAnswer(new CommandKey("person", "2"))).ShouldBeNull();
        (await Notes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_model_that_throws_takes_events_and_answer_with_it()
    {
        var commit = Commit("1", async s =>
        {
            await Note(1)(s);
            throw new InvalidOperationException("no");
        }, Event(Id(1), 1));

        await Should.ThrowAsync<InvalidOperationException>(() => commit);

        (await After(Cursor.Start)).ShouldBeEmpty();
        (await Log.FindAnswer(new CommandKey("person", "1"))).ShouldBeNull();
        (await Notes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_model_sees_the_events_of_its_own_commit()
    {
        var seen = 0;

        await Commit("1", async s => seen = (await EventLog.ReadStream(s, Id(1))).Count, Event(Id(1), 1), Event(Id(1), 2));

        seen.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_else_sees_a_commit_before_it_is_done()
    {
        var seen = -1;

        await Commit("1", async _ => seen = (await After(Cursor.Start)).Count, Event(Id(1), 1));

        seen.ShouldBe(0);
        (await After(Cursor.Start)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_refused_commit_the_next_one_goes_through()
    {
        await Commit("1", Event(Id(1), 1));
        await Should.ThrowAsync<LostRaceException>(() => Commit("2", Event(Id(1), 1)));

        await Commit("2", Note(1), Event(Id(1), 2));

        (await Stream(Id(1))).Select(e => e.Version).ShouldBe([1, 2]);
        (await Notes()).ShouldBe([1]);
    }

    [Fact]
    public async Task A_cancelled_commit_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Log.Commit(
            new CommandKey("person", "1"), new StoredAnswer(), [Event(Id(1), 1)], Note(1), cancelled.Token));

        (await After(Cursor.Start)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update event set type = 'x'")]
    [InlineData("update event set version = 7 where version = 1")]
    [InlineData("delete from event")]
    public async Task The_log_refuses_to_be_changed(string sql)
    {
        await Commit("1", Event(Id(1), 1));
        var before = await Stream(Id(1));

        await Should.ThrowAsync<Exception>(() => Commit("2", s => s.Execute(sql)));

        (await Stream(Id(1))).ShouldBeEquivalentTo(before);
    }
}
