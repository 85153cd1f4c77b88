using Npgsql;
using RabbitMQ.Client;

namespace PartyReport.Eventing.Tests;

/// <summary>Faults between a log and a subscription, each brought about at a chosen moment.</summary>
public sealed class StagedTests : IAsyncLifetime
{
    private readonly BrokerRig _rig = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Commands_are_accepted_while_the_broker_is_away_at_the_start()
    {
        await Make(broker: false);
        await _rig.StartReader();
        await _rig.Write(_rig.Unit(1, 1), _rig.Unit(2, 1));

        (await _rig.Count()).ShouldBe(0);
        _rig.Wire.Open();

        await _rig.Noted(2);
    }

    [Fact]
    public async Task A_missing_queue_is_noticed_and_nothing_is_taken_for_sent()
    {
        await Make();
        await _rig.StartReader();
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);
        await _rig.StopReader();
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueueDeleteAsync(queue, false, false, cancellationToken: Ct);

        await _rig.Write(_rig.Unit(1, 2), _rig.Unit(2, 1));
        (await Sent()).ShouldBeLessThan(await Head());
        await _rig.StartReader();

        await _rig.Noted(3);
    }

    [Fact]
    public async Task A_lost_confirmation_makes_a_duplicate_and_no_second_effect()
    {
        await Make();
        await _rig.StartReader();
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);

        _rig.Wire.SwallowAnswers();
        await _rig.Write(_rig.Unit(1, 2), _rig.Unit(2, 1));
        await _rig.Eventually("the confirmations to get lost", async () => await Task.FromResult(Interlocked.Read(ref _rig.Wire.Swallowed) > 0));
        _rig.Wire.Cut();

        await _rig.Noted(3);
    }

    [Fact]
    public async Task What_the_broker_lost_is_sent_again_when_the_gap_shows()
    {
        await Make();
        await _rig.StartReader();
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);
        await _rig.StopReader();
        await _rig.Write(_rig.Unit(1, 2), _rig.Unit(1, 3));
        await _rig.Eventually("the relay to have sent everything", async () => await Sent() >= await Head());
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueuePurgeAsync(queue, Ct);

        await _rig.Write(_rig.Unit(1, 4));
        await _rig.StartReader();

        await _rig.Noted(4);
    }

    [Fact]
    public async Task A_full_queue_keeps_the_backlog_in_the_database()
    {
        await Make();
        await _rig.StartReader();
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);
        await _rig.StopReader();
        await Fill(_rig.Queues);

        await _rig.Write(_rig.Unit(1, 2));
        await _rig.Eventually("the relay to be refused", async () => await Task.FromResult(_rig.Heard.Any(m => m.StartsWith("The broker does not take slices", StringComparison.Ordinal))));
        (await Sent()).ShouldBeLessThan(await Head());
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues) await channel.QueuePurgeAsync(queue, Ct);
        await _rig.StartReader();

        await _rig.Noted(2);
    }

    [Fact]
    public async Task Ten_thousand_events_reach_a_subscription_added_later()
    {
        await Make();
        for (var version = 1; version <= 20; version++)
            await _rig.Write([.. Enumerable.Range(1, 500).Select(stream => _rig.Unit(stream, version))]);

        await _rig.StartReader();

        await _rig.Noted(10_000);
        (await _rig.Reader.Read(s => s.Scalar<int>("select count(*) from blocked"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_that_fails_between_the_lease_and_its_cursors_is_only_a_delay()
    {
        await Make();
        await _rig.StartReader();
        await _rig.StopWriter();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_rig.WriterDatabase.Admin) { SearchPath = _rig.WriterName, Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        await using var held = await connection.BeginTransactionAsync(Ct);
        await new NpgsqlCommand("lock table send_cursor in access exclusive mode", connection, held).ExecuteNonQueryAsync(Ct);

        await _rig.StartWriter(_rig.WriterDatabase.Runtime + ";Options=-c lock_timeout=200");
        await _rig.Eventually("the cursors not to be read", async () => await Task.FromResult(_rig.Heard.Any(m => m.Contains("cannot be read", StringComparison.Ordinal))));
        await held.RollbackAsync(Ct);
        // Over all shards.
        await _rig.Write([.. Enumerable.Range(1, 50).Select(stream => _rig.Unit(stream, 1))]);

        await _rig.Noted(50);
    }

    [Fact]
    public async Task A_relay_that_cannot_do_its_work_ends_with_the_reason_and_does_not_go_on_deaf()
    {
        await Make();
        await _rig.StopWriter();
        await _rig.WriterDatabase.AsOwner("drop table send_cursor");

        await _rig.StartWriter();

        (await Should.ThrowAsync<PostgresException>(() => _rig.WriterEnded.WaitAsync(TimeSpan.FromSeconds(20), Ct)))
            .SqlState.ShouldBe(PostgresErrorCodes.UndefinedTable);
    }

    private async Task Make(bool broker = true)
    {
        await _rig.Make(BrokerRig.Note, broker);
        await _rig.MakeNoted();
    }

    // Messages that no subscription understands would be delivered and refused for ever; nobody consumes while these lie there.
    private async Task Fill(IEnumerable<string> queues)
    {
        await using var channel = await _rig.Channel();
        foreach (var queue in queues)
            for (var i = 0; i < 1_100; i++) await channel.BasicPublishAsync("", queue, ReadOnlyMemory<byte>.Empty, Ct);
        foreach (var queue in queues)
            await _rig.Eventually("the queue to be full", async () => await channel.MessageCountAsync(queue, Ct) >= 1_000);
    }

    private Task<Cursor> Head() => _rig.Writer.Read(EventLog.Head);

    /// <summary>The furthest that any lane is confirmed.</summary>
    private async Task<Cursor> Sent() => await _rig.Writer.Read(s => s.First<RecordedEvent>(
        "select generation, xid, position from send_cursor order by generation desc, xid desc, position desc limit 1")) is { } row
        ? row.Cursor
        : Cursor.Start;
}
