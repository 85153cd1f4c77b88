using PartyReport.Contracts;
using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>What an operator's hand does to a subscription, whatever the way its events come.</summary>
public abstract class OperatorCompliance : TransportCompliance
{
    protected abstract ServiceEventing Operated { get; }

    /// <summary>Lets nobody else note anything until the transaction ends. Storage that has one writer at a time need not do a thing.</summary>
    protected virtual Task HoldNoted(Session session) => Task.CompletedTask;

    private Subscription Mine => Operated.Subscriptions.Single();

    [Fact]
    public async Task A_parked_stream_that_is_retried_is_applied_in_its_order()
    {
        Poison(1);
        await StartReader();
        await Write(Unit(1, 1), Unit(1, 2), Unit(2, 1));
        await Noted(1);
        await Blocked(2);
        await Reader.Write(s => s.Execute("update blocked set attempt = 10, due_at = null, parked_at = occurred_at where version = 1"), Ct);
        Heal();
        await Write(Unit(3, 1));
        await Noted(2);

        await Change(async s => (await BlockedRows.Resume(s, (await First(s, 1))!, At)).ShouldBeTrue());

        await Noted(4);
        (await Versions()).ShouldContain(s => s.SequenceEqual(Enumerable.Range(1, 2)));
        await Blocked(0);
    }

    [Fact]
    public async Task A_skipped_event_takes_no_effect_and_those_behind_it_do()
    {
        Poison(1);
        await StartReader();
        await Write(Unit(1, 1), Unit(1, 2), Unit(2, 1));
        await Noted(1);
        await Blocked(2);

        await Change(async s => (await BlockedRows.Remove(s, (await First(s, 1))!)).ShouldBeTrue());
        Heal();

        await Noted(2);
        await Blocked(0);
        await Write(Unit(1, 3));
        await Noted(3);
        (await Versions()).ShouldContain(s => s.SequenceEqual(Enumerable.Range(2, 2)));
    }

    [Fact]
    public async Task A_replay_from_the_start_applies_every_event_again_in_the_order_of_its_stream()
    {
        await StartReader();
        for (var version = 1; version <= 10; version++) await Write([.. Enumerable.Range(1, 20).Select(stream => Unit(stream, version))]);
        await Noted(200);

        await Replay();

        await Noted(200);
        (await Versions()).ShouldAllBe(s => s.SequenceEqual(Enumerable.Range(1, 10)));
        await Write([.. Enumerable.Range(1, 20).Select(stream => Unit(stream, 11))]);
        await Noted(220);
        await Blocked(0);
    }

    [Fact]
    public async Task A_replay_while_slices_are_under_way_loses_nothing_and_applies_nothing_twice()
    {
        for (var version = 1; version <= 60; version++) await Write([.. Enumerable.Range(1, 20).Select(stream => Unit(stream, version))]);
        await StartReader();

        for (var replay = 0; replay < 4; replay++)
        {
            await Begun();
            await Replay();
        }

        await Noted(1_200);
        (await Versions()).ShouldAllBe(s => s.SequenceEqual(Enumerable.Range(1, 60)));
        await Blocked(0);
    }

    [Fact]
    public async Task A_replay_leaves_what_is_blocked_where_it_is()
    {
        Poison(1);
        await StartReader();
        await Write(Unit(1, 1), Unit(1, 2), Unit(2, 1));
        await Noted(1);
        await Blocked(2);

        await Replay();
        await Write(Unit(3, 1));
        await Noted(2);
        await Blocked(2);
        Heal();

        await Noted(4);
        (await Versions()).ShouldContain(s => s.SequenceEqual(Enumerable.Range(1, 2)));
        await Blocked(0);
    }

    private Task<BlockedRow?> First(Session session, int stream) => BlockedRows.First(session, Mine, Id(stream));

    private async Task Change(Func<Session, Task> change)
    {
        await Reader.Write(async s =>
        {
            await change(s);
            return true;
        }, Ct);
        Operated.NoteChange();
    }

    // What was noted is forgotten with it: the table takes nothing twice. A shard that stands at the start is not set back, so
    // nothing of it may be noted between the look at the places and the forgetting.
    private async Task Replay()
    {
        List<int> shards = [];
        await Change(async s =>
        {
            await HoldNoted(s);
            shards = [.. (await SubscriptionRows.Places(s, Mine, Operated.Shards)).Where(p => p.Value > Cursor.Start).Select(p => p.Key)];
            foreach (var shard in shards) (await SubscriptionRows.SetBack(s, Mine, shard, Cursor.Start)).ShouldBeTrue();
            await s.Execute("delete from noted");
        });
        shards.ShouldNotBeEmpty();
        await Operated.AskResend(Mine, shards, Cursor.Start);
    }

    private Task Begun() => Reach("something is noted", "select count(*) from noted", n => n > 0);

    private Task Blocked(int wanted) => Reach($"{wanted} are blocked", "select count(*) from blocked", n => n == wanted);
}
