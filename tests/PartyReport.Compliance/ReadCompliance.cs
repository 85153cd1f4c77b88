using System.Text;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>What reading gives back, byte for byte and boundary for boundary.</summary>
public abstract class ReadCompliance : EventLogCompliance
{
    [Fact]
    public async Task An_event_comes_back_byte_for_byte()
    {
        var headers = new EventHeaders("人员-🙂", "键\t\"1\"", [new Cause("drafting", Id(9), 4)], "00-trace-01");
        var written = Event(Id(1), 1, "　　青禾县“财政局”党组🙂\r\n\u0000末", headers);
        await Commit("1", written);

        var read = (await Stream(Id(1))).ShouldHaveSingleItem();

        read.Body.ShouldBe(written.Body);
        read.Headers.ShouldBe(written.Headers);
        read.OccurredAt.ShouldBe(written.OccurredAt);
        (read.Type, read.SchemaVersion).ShouldBe(("directory.unit-added", 1));
        Log.Types.Read(read).ShouldBe(written.Value);
        EventTypes.ReadHeaders(read).Causes.ShouldBe(headers.Causes);
        (EventTypes.ReadHeaders(read) with { Causes = headers.Causes }).ShouldBe(headers);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_back_too()
    {
        byte[] bytes = [0, 255, 10, 13, 128, 39, 34];
        await Commit("1", Event(Id(1), 1) with { Body = bytes, Headers = bytes });

        var read = (await Stream(Id(1))).ShouldHaveSingleItem();

        read.Body.ShouldBe(bytes);
        read.Headers.ShouldBe(bytes);
    }

    [Fact]
    public async Task A_body_of_four_mebibytes_comes_back()
    {
        var text = new string('文', 4 * 1024 * 1024 / 3);
        await Commit("1", Event(Id(1), 1, text));

        var read = (await Stream(Id(1))).ShouldHaveSingleItem();

        ((UnitAdded)Log.Types.Read(read)).Name.ShouldBe(text);
    }

    [Fact]
    public async Task A_stream_has_only_its_own_events()
    {
        await Commit("1", Event(Id(1), 1), Event(Id(2), 1), Event(Id(1), 2));

        var streams = new[] { await Stream(Id(1)), await Stream(Id(2)), await Stream(Id(3)) };

        streams.Select(s => s.Select(e => e.Version)).ShouldBe([[1, 2], [1], []]);
    }

    [Fact]
    public async Task Reading_after_a_cursor_starts_with_the_next_event_and_stops_at_the_limit()
    {
        await Commit("1", [.. Enumerable.Range(1, 5).Select(v => Event(Id(1), v))]);
        var all = await After(Cursor.Start);

        var middle = await After(all[1].Cursor, 2);

        middle.Select(e => e.Version).ShouldBe([3, 4]);
        (await After(all[4].Cursor)).ShouldBeEmpty();
        (await After(Cursor.Start, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_head_is_the_newest_event_and_the_start_of_an_empty_log()
    {
        var empty = await Log.Read(EventLog.Head);
        await Commit("1", Event(Id(1), 1), Event(Id(2), 1));

        var head = await Log.Read(EventLog.Head);

        empty.ShouldBe(Cursor.Start);
        head.ShouldBe((await After(Cursor.Start))[^1].Cursor);
    }

    [Fact]
    public async Task One_reading_sees_one_moment()
    {
        await Commit("1", Event(Id(1), 1));

        var (before, after) = await Log.Read(async s =>
        {
            var first = (await EventLog.ReadStream(s, Id(1))).Count;
            await Commit("2", Event(Id(1), 2));
            return (first, (await EventLog.ReadStream(s, Id(1))).Count);
        });

        (before, after).ShouldBe((1, 1));
    }

    [Fact]
    public async Task An_unknown_type_is_not_skipped_but_thrown()
    {
        await Commit("1", Event(Id(1), 1) with { Type = "nobody.knows-this", Body = Encoding.UTF8.GetBytes("{}") });
        var read = (await Stream(Id(1))).ShouldHaveSingleItem();

        Should.Throw<InvalidOperationException>(() => Log.Types.Read(read)).Message.ShouldContain("nobody.knows-this");
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        await Commit("1", Note(7, "词"), Event(Id(1), 1), Event(Id(2), 1));
        var before = await After(Cursor.Start);
        await Log.DisposeAsync();

        var again = await Reopen();

        (await After(again, Cursor.Start)).ShouldBeEquivalentTo(before);
        (await again.FindAnswer(new CommandKey("person", "1"))).ShouldNotBeNull();
        (await again.Read(s => s.Query<string>("select word from note"))).ShouldBe(["词"]);
    }

    [Fact]
    public void Cursors_compare_by_generation_then_transaction_then_position()
    {
        Cursor[] ordered =
        [
            Cursor.Start, new(0, 0, 1), new(0, 1, 0), new(1, 0, 0), new(1, 0, 9), new(1, 1, 1), new(1, 2, 0), new(2, 0, 0), new(2, 0, 1),
        ];

        ordered.Reverse().Order().ShouldBe(ordered);
        var pairs = ordered.Zip(ordered.Skip(1));
        pairs.ShouldAllBe(p => p.First < p.Second && p.First <= p.Second && p.Second > p.First && p.Second >= p.First);
        ordered.ShouldAllBe(c => c.CompareTo(c) == 0);
    }
}
