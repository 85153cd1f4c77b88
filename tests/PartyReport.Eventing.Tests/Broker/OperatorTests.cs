using Npgsql;
using PartyReport.Contracts.Operations.Http;

namespace PartyReport.Eventing.Tests;

/// <summary>What operators see and do where a broker is between the services.</summary>
public sealed class OperatorTests : IAsyncLifetime
{
    private const int Most = 4;
    private readonly BrokerRig _rig = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_replay_of_which_this_process_was_not_told_is_found_when_the_slices_come_again()
    {
        await Start();
        await _rig.Write(_rig.Unit(1, 1), _rig.Unit(2, 1), _rig.Unit(3, 1));
        await _rig.Noted(3);

        var shards = await _rig.Reader.Write(async s =>
        {
            await s.Execute("delete from noted");
            var moved = (await SubscriptionRows.Places(s, _rig.Units, BrokerSetup.Shards)).Where(p => p.Value > Cursor.Start).Select(p => p.Key).ToList();
            foreach (var shard in moved) await SubscriptionRows.SetBack(s, _rig.Units, shard, Cursor.Start);
            return moved;
        }, Ct);
        await _rig.Operated.AskResend(_rig.Units, shards, Cursor.Start);

        await _rig.Noted(3);
    }

    [Fact]
    public async Task What_was_sent_and_applied_shows_no_lag_and_every_shard_has_a_holder()
    {
        await Start();
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);
        await _rig.Eventually("the cursors to be saved", async () => (await Sending()).Lanes.Sum(l => l.Lag.Events) == 0);

        var (sending, applying) = (await Sending(), await _rig.Operated.Look(Most));

        sending.Shards.Select(s => (s.Shard, s.Held)).ShouldBe(Enumerable.Range(0, 8).Select(n => (n, true)));
        sending.Lanes.Select(l => (l.Subscriber, l.Subscription, l.Shard)).ShouldBe(Enumerable.Range(0, 8).Select(n => (_rig.ReaderName, "units", n)));
        sending.Lanes.Count(l => l.Sent == sending.Head).ShouldBe(1);
        applying.Subscriptions.Select(s => (s.Name, s.Shard)).ShouldBe(Enumerable.Range(0, 8).Select(n => ("units", n)));
        applying.Subscriptions.Count(s => s.Mine == sending.Head).ShouldBe(1);
        applying.Subscriptions.ShouldAllBe(s => s.Lag == null);
    }

    [Fact]
    public async Task What_the_broker_does_not_get_is_lag_and_counting_it_has_an_end()
    {
        await _rig.Make(BrokerRig.Note, broker: false);
        for (var version = 1; version <= 5; version++) await _rig.Write(_rig.Unit(1, version));
        await _rig.Eventually("the lanes to be there", async () => (await Sending()).Lanes.Count == 8);

        var (counted, all) = (await Late(Most), await Late(100));

        (counted.Lag.Events, counted.Lag.More).ShouldBe((Most, true));
        (all.Lag.Events, all.Lag.More).ShouldBe((5, false));
        (await Sending()).Alarms.ShouldContain(a => a.Code == AlarmCodes.Lag && a.About == $"{_rig.ReaderName}.units of {_rig.WriterName}");
    }

    [Fact]
    public async Task A_shard_that_nobody_sends_is_an_alarm()
    {
        await Start();
        await _rig.Eventually("the leases to be held", async () => (await Sending()).Shards.All(s => s.Held));
        await _rig.WriterDatabase.AsOwner("update relay_lease set holder = 'somebody', expires_at = now() + interval '1 hour'; update relay_lease set expires_at = 'epoch' where shard = 3; create function refuse() returns trigger language plpgsql as 'begin return null; end'; create trigger t before update on relay_lease for each row execute function refuse()");

        var state = await Sending();

        state.Shards.Where(s => !s.Held).Select(s => s.Shard).ShouldBe([3]);
        state.Alarms.ShouldContain(a => a.Code == AlarmCodes.Unheld && a.What == "Nobody sends the shards 3.");
    }

    [Fact]
    public async Task A_transaction_that_stays_open_makes_the_horizon_grow_old()
    {
        await Start();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_rig.WriterDatabase.Runtime) { Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        await using var open = await connection.BeginTransactionAsync(Ct);
        await using (var command = new NpgsqlCommand("select pg_current_xact_id()", connection, open)) await command.ExecuteNonQueryAsync(Ct);

        await _rig.Eventually("the horizon to be old", async () => (await Sending()).HorizonSeconds > 2);
        await open.RollbackAsync(Ct);

        await _rig.Eventually("the horizon to move on", async () => (await Sending()).HorizonSeconds < 1);
    }

    private async Task Start()
    {
        await _rig.Make(BrokerRig.Note);
        await _rig.MakeNoted();
        await _rig.StartReader();
    }

    private Task<EventingView> Sending() => _rig.Sending.Look(Most);

    private async Task<LaneView> Late(int most) => (await _rig.Sending.Look(most)).Lanes.Single(l => l.Lag.Events > 0);
}
