namespace PartyReport.Eventing.Tests;

public sealed class EmbeddedFeedTests
{
    [Fact]
    public async Task A_slice_starts_at_the_row_and_ends_at_the_last_event_read()
    {
        await using var rig = await Rig.Start();
        await rig.WriteOther(2);
        await rig.Write((1, 1));
        await rig.WriteOther(1);

        var slice = (await rig.Feed.Next(Cursor.Start)).ShouldNotBeNull();

        (slice.Publisher, slice.From, slice.To).ShouldBe(("writer", Cursor.Start, Sample.At(4)));
        slice.Events.Select(Rig.Name).ShouldBe(["1/1"]);
    }

    [Fact]
    public async Task A_slice_covers_at_most_sixty_four_events()
    {
        await using var rig = await Rig.Start();
        await rig.Write([.. Enumerable.Range(1, 65).Select(v => (1, v))]);

        var first = (await rig.Feed.Next(Cursor.Start)).ShouldNotBeNull();
        var second = (await rig.Feed.Next(first.To)).ShouldNotBeNull();

        (first.Events.Count, second.Events.Count).ShouldBe((64, 1));
        second.From.ShouldBe(first.To);
    }

    [Theory]
    [InlineData(999, 0)]
    [InlineData(1100, 1024)]
    public async Task Events_that_are_not_taken_move_the_row_only_once_in_a_thousand(int others, int row)
    {
        await using var rig = await Rig.Start();
        await rig.WriteOther(others);

        await rig.RunToEnd();

        (await rig.Row()).ShouldBe(row);
        rig.Feed.Settled.ShouldBe(Sample.At(others));
    }

    [Fact]
    public async Task An_event_behind_many_passed_over_is_found_after_a_restart_too()
    {
        await using var rig = await Rig.Start();
        await rig.WriteOther(500);
        await rig.RunToEnd();

        await rig.Restart();
        await rig.Write((1, 1));
        await rig.RunToEnd();

        (await rig.Noted()).ShouldBe(["1/1"]);
        (await rig.Row()).ShouldBe(501);
    }

    [Fact]
    public async Task A_slice_that_was_not_applied_comes_again()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await rig.Feed.Next(rig.Loop.Mine);

        var again = (await rig.Feed.Next(rig.Loop.Mine)).ShouldNotBeNull();

        again.Events.Select(Rig.Name).ShouldBe(["1/1"]);
    }

    [Fact]
    public async Task A_rewound_feed_reads_again_from_the_row()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        var lost = await rig.Feed.Next(rig.Loop.Mine);

        rig.Feed.Rewind();
        await rig.RunToEnd();

        lost.ShouldNotBeNull();
        (await rig.Noted()).ShouldBe(["1/1"]);
    }

    [Fact]
    public async Task The_feed_cannot_write_into_the_publishers_file()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));

        await using var session = await SqliteFile.OpenReadOnly(rig.WriterFile);

        await Should.ThrowAsync<Exception>(() => session.Execute("insert into log (one, generation) values (2, 2)"));
    }
}
