namespace PartyReport.Eventing.Tests;

public sealed class EmbeddedSubscriptionsTests
{
    private const int Stopped = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_subscription_catches_up_with_a_log_of_ten_thousand_events()
    {
        await using var rig = await Rig.Start();
        await rig.Write([.. Enumerable.Range(0, 10_000).Select(i => (i % 100 + 1, i / 100 + 1))]);
        using var subscriptions = rig.Subscriptions();

        await subscriptions.StartAsync(Ct);
        await subscriptions.CaughtUp(Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await subscriptions.StopAsync(Ct);

        var noted = await rig.Noted();
        noted.ShouldBe(Enumerable.Range(0, 10_000).Select(i => $"{i % 100 + 1}/{i / 100 + 1}"));
    }

    [Fact]
    public async Task What_is_written_while_it_runs_arrives_without_waiting_for_the_poll()
    {
        await using var rig = await Rig.Start();
        // With a clock that stands still the poll never comes: only the wake-up does it.
        using var subscriptions = rig.Subscriptions(clock: rig.Clock);
        await subscriptions.StartAsync(Ct);
        await subscriptions.CaughtUp(Ct).WaitAsync(Patience, Ct);

        await rig.Write((1, 1));
        await subscriptions.CaughtUp(Ct).WaitAsync(Patience, Ct);
        await subscriptions.StopAsync(Ct);

        (await rig.Noted()).ShouldBe(["1/1"]);
    }

    [Fact]
    public async Task It_is_not_caught_up_while_an_event_is_still_being_applied()
    {
        await using var rig = await Rig.Start();
        var early = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscriptions = rig.Subscriptions();
        rig.React = async (_, d) =>
        {
            var caughtUp = subscriptions.CaughtUp(Ct);
            for (var read = 0; read < 100 && !caughtUp.IsCompleted; read++) await rig.Feed.Head();
            early.TrySetResult(caughtUp.IsCompleted);
            return Reaction.Only(s => Rig.Note(s, d));
        };
        await rig.Write((1, 1));

        await subscriptions.StartAsync(Ct);
        var wasEarly = await early.Task.WaitAsync(Patience, Ct);
        await subscriptions.StopAsync(Ct);

        wasEarly.ShouldBeFalse();
    }

    [Fact]
    public async Task A_publishers_file_restored_from_an_older_copy_is_refused_by_name()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await rig.Close();
        var copy = await File.ReadAllBytesAsync(rig.WriterFile, Ct);
        await rig.Open();
        await rig.Write((1, 2));
        await rig.RunToEnd();
        await rig.Close();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(rig.WriterFile + "-wal");
        File.Delete(rig.WriterFile + "-shm");
        await File.WriteAllBytesAsync(rig.WriterFile, copy, Ct);

        await rig.Open();
        using var subscriptions = rig.Subscriptions();
        var error = await Should.ThrowAsync<InvalidOperationException>(() => subscriptions.StartAsync(Ct));

        error.Message.ShouldContain("writer.db");
        error.Message.ShouldContain("older copy");
    }

    [Fact]
    public async Task What_came_while_it_was_stopped_is_applied_when_it_goes_on()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await FillBlocked(rig);
        var overheard = new Overheard();
        using var subscriptions = rig.Subscriptions(overheard);
        var applied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.React = (_, d) => Task.FromResult(Reaction.Only(s =>
        {
            if (d.Event.Stream == Sample.Stream(1)) applied.TrySetResult();
            return Rig.Note(s, d);
        }));

        await subscriptions.StartAsync(Ct);
        await overheard.Alarm(Stopped);
        // The operator resumes one event: 9,999 are left, so there is room again.
        await rig.Reader.Write(s => s.Execute("update blocked set parked_at = null where position = -1"), Ct);
        rig.Wakeups.Signal("writer");
        await applied.Task.WaitAsync(Patience, Ct);
        await subscriptions.StopAsync(Ct);

        (await rig.Noted()).ShouldBe(["3/1", "1/1"]);
    }

    [Fact]
    public async Task A_stopped_subscription_is_not_caught_up()
    {
        await using var rig = await Rig.Start();
        await rig.Write((1, 1));
        await FillBlocked(rig);
        var overheard = new Overheard();
        using var subscriptions = rig.Subscriptions(overheard);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await subscriptions.StartAsync(Ct);
        await overheard.Alarm(Stopped);

        var caughtUp = subscriptions.CaughtUp(enough.Token);
        for (var read = 0; read < 100 && !caughtUp.IsCompleted; read++) await rig.Feed.Head();
        var early = caughtUp.IsCompleted;
        await enough.CancelAsync();
        await subscriptions.StopAsync(Ct);

        early.ShouldBeFalse();
    }

    // 9,999 parked events of stream 2 and one of stream 3, as if their handler had failed for a long time.
    private static Task<int> FillBlocked(Rig rig) => rig.Reader.Write(s => s.Execute(
        """
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
        insert into blocked (subscription, publisher, shard, generation, xid, position, stream, version, type, schema_version,
                             body, headers, occurred_at, attempt, parked_at)
        select 'units', 'writer', 0, 0, 0, -i, case i when 1 then @Third else @Second end, case i when 1 then 1 else 10001 - i end,
               @Type, 1, @Body, @Headers, '2026-03-01T00:00:00.0000000Z', 10, '2026-03-01T00:00:00.0000000Z'
        from n
        """,
        new { Second = Sample.Stream(2), Third = Sample.Stream(3), rig.Unit(3, 1).Type, rig.Unit(3, 1).Body, rig.Unit(3, 1).Headers }), Ct);
}
