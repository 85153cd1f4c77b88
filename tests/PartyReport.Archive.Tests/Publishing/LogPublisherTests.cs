namespace PartyReport.Archive.Tests;

public sealed class LogPublisherTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_the_first_leaf_nothing_is_published()
    {
        await using var rig = await Rig.Make();

        await rig.Seal();

        rig.Published.Checkpoint.ShouldBeNull();
        File.Exists(Path.Combine(rig.LogFolder, "checkpoint")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_secret_key_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var rig = await Rig.Make();

        await rig.Seal();

        File.GetUnixFileMode(rig.InArchive("log.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task An_archive_restored_from_before_the_published_log_is_refused()
    {
        await using var rig = await Rig.Make();
        await Start(rig, 1, 3);
        await rig.Seal();
        var old = rig.Database + ".old";
        await rig.Restart(() => File.Copy(rig.Database, old));
        await Start(rig, 4, 5);
        await rig.Seal();

        await rig.Restart(() => File.Move(old, rig.Database, overwrite: true));
        var start = rig.Publisher.Open;

        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("restored from an older copy");
    }

    [Fact]
    public async Task A_missing_or_foreign_key_is_refused()
    {
        await using var rig = await Rig.Make();
        await using var other = await Rig.Make();
        await other.Seal();
        await Start(rig, 1, 3);
        await rig.Seal();

        await rig.Restart(() => File.Delete(rig.InArchive("log.key")));
        var missing = await ((Func<Task>)rig.Publisher.Open).ShouldThrowAsync<InvalidOperationException>();
        foreach (var file in new[] { "log.key", "log.vkey" }) File.Copy(other.InArchive(file), rig.InArchive(file), overwrite: true);
        var foreign = await ((Func<Task>)rig.Publisher.Open).ShouldThrowAsync<InvalidOperationException>();

        missing.Message.ShouldContain("Restore it from the backup");
        foreign.Message.ShouldContain("not the key that signed");
    }

    [Fact]
    public async Task Leaves_that_no_longer_give_the_root_do_not_overwrite_the_log()
    {
        await using var rig = await Rig.Make();
        await Start(rig, 1, 3);
        await rig.Seal();
        await rig.Tamper("update leaf set leaf = x'00' where idx = 1");

        await rig.Restart(() => File.Delete(Path.Combine(rig.LogFolder, "tile/0/000.p/3")));
        var start = rig.Publisher.Open;

        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("no longer give the root");
    }

    [Fact]
    public async Task The_first_leaf_is_sealed_at_once_and_those_that_come_right_after_it_share_a_checkpoint()
    {
        await using var rig = await Rig.Make();
        await rig.Publisher.StartAsync(Ct);
        await Start(rig, 1, 1);
        for (var next = rig.Wakeups.Next(LogPublisher.Sealed); rig.Published.Size < 1; next = rig.Wakeups.Next(LogPublisher.Sealed))
            await next.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        for (var i = 2; i <= 20; i++) await Start(rig, i, i);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (rig.Published.Size < 20 && await timer.WaitForNextTickAsync(limit.Token)) rig.Clock.Advance(TimeSpan.FromMilliseconds(250));
        await rig.Publisher.StopAsync(Ct);

        (await rig.Ask<long>("select count(*) from checkpoint")).ShouldBe(2);
    }

    private static async Task Start(Rig rig, int from, int to) => await rig.Hear(
        [.. Enumerable.Range(from, to - from + 1).Select(i => Rig.Deliver("drafting", Events.Id(i), 1, Events.Started(Events.Id(i))))]);
}
