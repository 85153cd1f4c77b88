using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using RabbitMQ.Client;

namespace PartyReport.Eventing.Tests;

/// <summary>Faults between a log and a subscription, each brought about at a chosen moment.</summary>
public sealed class StagedTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly BrokerRig _rig = new();
    private int _commits;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Commands_are_accepted_while_the_broker_is_away_at_the_start()
    {
        await Make(broker: false);
        await _rig.StartReader();
        await Write(Unit(1, 1), Unit(2, 1));

        (await Count()).ShouldBe(0);
        _rig.Wire.Open();

        await Noted(2);
    }

    [Fact]
    public async Task A_missing_queue_is_noticed_and_nothing_is_taken_for_sent()
    {
        await Make();
        await _rig.StartReader();
        await Write(Unit(1, 1));
        await Noted(1);
        await _rig.StopReader();
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueueDeleteAsync(queue, false, false, cancellationToken: Ct);

        await Write(Unit(1, 2), Unit(2, 1));
        (await Sent()).ShouldBeLessThan(await Head());
        await _rig.StartReader();

        await Noted(3);
    }

    [Fact]
    public async Task A_lost_confirmation_makes_a_duplicate_and_no_second_effect()
    {
        await Make();
        await _rig.StartReader();
        await Write(Unit(1, 1));
        await Noted(1);

        _rig.Wire.SwallowAnswers();
        await Write(Unit(1, 2), Unit(2, 1));
        await Eventually("the confirmations to get lost", async () => await Task.FromResult(Interlocked.Read(ref _rig.Wire.Swallowed) > 0));
        _rig.Wire.Cut();

        await Noted(3);
    }

    [Fact]
    public async Task What_the_broker_lost_is_sent_again_when_the_gap_shows()
    {
        await Make();
        await _rig.StartReader();
        await Write(Unit(1, 1));
        await Noted(1);
        await _rig.StopReader();
        await Write(Unit(1, 2), Unit(1, 3));
        await Eventually("the relay to have sent everything", async () => await Sent() >= await Head());
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueuePurgeAsync(queue, Ct);

        await Write(Unit(1, 4));
        await _rig.StartReader();

        await Noted(4);
    }

    [Fact]
    public async Task A_full_queue_keeps_the_backlog_in_the_database()
    {
        await Make();
        await _rig.StartReader();
        await Write(Unit(1, 1));
        await Noted(1);
        await _rig.StopReader();
        await Fill(_rig.Queues);

        await Write(Unit(1, 2));
        await Eventually("the relay to be refused", async () => await Task.FromResult(_rig.Heard.Any(m => m.StartsWith("Slices are not taken", StringComparison.Ordinal))));
        (await Sent()).ShouldBeLessThan(await Head());
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueuePurgeAsync(queue, Ct);
        await _rig.StartReader();

        await Noted(2);
    }

    [Fact]
    public async Task Ten_thousand_events_reach_a_subscription_added_later()
    {
        await Make();
        for (var version = 1; version <= 20; version++)
            await Write([.. Enumerable.Range(1, 500).Select(stream => Unit(stream, version))]);

        await _rig.StartReader();

        await Noted(10_000);
        (await _rig.Reader.Read(s => s.Scalar<int>("select count(*) from blocked"))).ShouldBe(0);
    }

    private async Task Make(bool broker = true)
    {
        await _rig.Make((_, delivery) => Task.FromResult(Reaction.Only(
            s => s.Execute("insert into noted (stream, version) values (@Stream, @Version)", delivery.Event))), broker);
        await _rig.MakeNoted();
    }

    // Messages that no subscription understands would be delivered and refused for ever; nobody consumes while these lie there.
    private async Task Fill(IEnumerable<string> queues)
    {
        await using var channel = await _rig.Channel();
        foreach (var queue in queues)
            for (var i = 0; i < 1_100; i++) await channel.BasicPublishAsync("", queue, ReadOnlyMemory<byte>.Empty, Ct);
        foreach (var queue in queues)
            await Eventually("the queue to be full", async () => await channel.MessageCountAsync(queue, Ct) >= 1_000);
    }

    private Task Write(params NewEvent[] events) => _rig.Writer.Commit(
        new CommandKey("a", $"{++_commits}"), new StoredAnswer(), events, _ => Task.CompletedTask, Ct);

    private NewEvent Unit(int stream, int version) => _rig.Writer.Types.Write(
        Sample.Stream(stream), version, new UnitAdded(Sample.Stream(stream), "U", $"{stream}/{version}", UnitKinds.Group),
        new EventHeaders("a", "k", []), Sample.Now);

    private Task<int> Count() => _rig.Reader.Read(s => s.Scalar<int>("select count(*) from noted"));

    private Task<Cursor> Head() => _rig.Writer.Read(EventLog.Head);

    /// <summary>The furthest that any lane is confirmed.</summary>
    private async Task<Cursor> Sent() => await _rig.Writer.Read(s => s.First<RecordedEvent>(
        "select generation, xid, position from send_cursor order by generation desc, xid desc, position desc limit 1")) is { } row
        ? row.Cursor
        : Cursor.Start;

    private async Task Noted(int wanted)
    {
        await Eventually($"{wanted} effects", async () => await Count() >= wanted);
        (await Count()).ShouldBe(wanted);
    }

    private static async Task Eventually(string what, Func<Task<bool>> probe)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await probe())
        {
            if (patience.IsCancellationRequested) Assert.Fail($"gave up waiting for {what}");
            await timer.WaitForNextTickAsync(Ct);
        }
    }
}
