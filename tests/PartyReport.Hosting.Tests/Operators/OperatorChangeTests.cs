using PartyReport.Contracts;
using PartyReport.Contracts.Operations;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

public sealed class OperatorChangeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_parked_stream_that_is_retried_goes_on_and_the_log_says_who_did_it(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);
        await host.Log.Write(s => s.Execute("update blocked set attempt = 10, parked_at = occurred_at, due_at = null where attempt > 0"), OperatedHost.Ct);
        host.Heal();

        var answer = await host.Retry(key: "a");
        var again = await host.Retry(key: "a");

        answer.Status.ShouldBe(202);
        (answer.Read<BlockedEventView>().Attempt, answer.Read<BlockedEventView>().ParkedAt).ShouldBe((0, null));
        again.Body.ShouldBe(answer.Body);
        await host.Noted("1/3 x3");
        var (recorded, body, headers) = (await host.Recorded()).ShouldHaveSingleItem();
        body.ShouldBe(new StreamRetried("sample", "units", "directory", OperatedHost.Id(1), 1, "directory.unit-added", 10, true));
        (recorded.Version, headers.Actor, headers.Command).ShouldBe((1, OperatedHost.Administrator.ToString("D"), "a"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_skipped_event_is_gone_the_next_one_goes_on_and_the_reason_is_recorded_by_its_hash(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);

        var answer = await host.Skip(1, reason: "重复导入\n已核对", key: "a");
        var again = await host.Skip(1, reason: "重复导入\n已核对", key: "a");
        host.Heal();

        (answer.Status, answer.Read<BlockedEventView>().Version).ShouldBe((200, 1));
        again.Body.ShouldBe(answer.Body);
        await host.Noted("1/3 x2", "2/1 x1");
        var skipped = (EventSkipped)(await host.Recorded()).ShouldHaveSingleItem().Body;
        (skipped.Stream, skipped.Version, skipped.Reason).ShouldBe((OperatedHost.Id(1), 1, Content.HashOf("重复导入\n已核对")));
        skipped.Contents.ShouldBe([Content.Of("重复导入\n已核对")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_replay_applies_again_what_follows_the_position_and_no_more(Engine engine)
    {
        await using var host = await OperatedHost.Start(engine);
        await host.Add(1);
        var first = (await host.Get()).Read<EventingView>().Subscriptions.Single().Mine;
        await host.Add(2);
        await host.Noted("1/1 x1", "2/1 x1");

        var answer = await host.Replay(first, key: "a");
        var again = await host.Replay(first, key: "a");

        answer.Status.ShouldBe(202);
        answer.Read<ReplayView>().Shards.ShouldBe([0]);
        again.Body.ShouldBe(answer.Body);
        await host.Noted("1/1 x1", "2/1 x2");
        var replayed = (SubscriptionReplayed)(await host.Recorded()).ShouldHaveSingleItem().Body;
        (replayed.Subscriber, replayed.From, replayed.Shards.Single().Shard).ShouldBe(("sample", first, 0));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_recorded_is_done_in_the_same_transaction_or_neither_is(Engine engine)
    {
        await using var host = await OperatedHost.StartBlocked(engine);
        await host.BreakSkipping();

        (await host.Skip(1)).Status.ShouldBe(500);

        (await host.Recorded()).ShouldBeEmpty();
        (await host.Blocked()).Events.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_operators_do_to_one_subscription_is_one_stream()
    {
        await using var host = await OperatedHost.StartBlocked(Engine.Sqlite);

        (await host.Retry()).Status.ShouldBe(202);
        (await host.Skip(1)).Status.ShouldBe(200);
        (await host.Skip(2)).Status.ShouldBe(200);

        var recorded = await host.Recorded();
        recorded.Select(r => r.Recorded.Version).ShouldBe([1, 2, 3]);
        recorded.Select(r => r.Recorded.Stream).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_replay_to_where_it_stands_records_nothing()
    {
        await using var host = await OperatedHost.Start(Engine.Sqlite);
        await host.Add(1);
        var mine = (await host.Get()).Read<EventingView>().Subscriptions.Single().Mine;

        var answer = await host.Replay(mine);

        answer.Status.ShouldBe(202);
        answer.Read<ReplayView>().Shards.ShouldBeEmpty();
        (await host.Recorded()).ShouldBeEmpty();
    }
}
