using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;

namespace PartyReport.Eventing.Tests;

/// <summary>Messages that nobody can read, and handlers that need longer than a transaction may take.</summary>
public sealed class HardToTakeTests : IAsyncLifetime
{
    private readonly BrokerRig _rig = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("application/json", "{\"never clo")]
    [InlineData("application/json", "[1]")]
    [InlineData("application/json", "{\"events\":[{\"body\":{\"size\":\"5\",\"brotli\":7}}]}")]
    [InlineData("application/vnd.masstransit+json", "{\"never clo")]
    [InlineData("application/vnd.masstransit+json", "{\"messageType\":[\"urn:message:Nobody:Knows\"],\"message\":{}}")]
    public async Task A_message_that_nobody_can_read_is_told_and_taken_off(string type, string body)
    {
        await Make(BrokerRig.Note);
        await _rig.Write(_rig.Unit(1, 1));
        await _rig.Noted(1);
        await using (var channel = await _rig.Channel())
            foreach (var queue in _rig.Queues)
                await channel.BasicPublishAsync("", queue, true, new BasicProperties { ContentType = type }, Encoding.UTF8.GetBytes(body), Ct);

        await _rig.Eventually("an alarm for each queue", () => Task.FromResult(
            _rig.Heard.Count(m => m.Contains("cannot be read and was taken off", StringComparison.Ordinal)) == BrokerSetup.Shards));
        await _rig.Write(_rig.Unit(1, 2), _rig.Unit(2, 1));

        await _rig.Noted(3);
    }

    [Fact]
    public async Task A_slice_that_takes_longer_than_a_transaction_may_is_applied_event_by_event()
    {
        // The transaction stands open from the first one's look on, and nothing is asked of the server meanwhile.
        await Make(async (session, delivery) =>
        {
            if (delivery.Event.Version % 6 == 1) await session.Scalar<int>("select 1");
            using var slow = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            await slow.WaitForNextTickAsync(Ct);
            return await BrokerRig.Note(session, delivery);
        }, idle: "500ms");
        await _rig.Write([.. Enumerable.Range(1, 6).Select(version => _rig.Unit(1, version))]);

        await _rig.Noted(6);
    }

    [Fact]
    public async Task Large_events_that_wait_together_do_not_share_one_transaction()
    {
        const int each = 200 * 1024, events = 12, ofOneSlice = 3;
        var (together, arrived) = (new ConcurrentDictionary<Session, int>(), new TaskCompletionSource());
        await Make(async (session, delivery) =>
        {
            together.AddOrUpdate(session, 1, (_, n) => n + 1);
            await arrived.Task.WaitAsync(Ct);
            return await BrokerRig.Note(session, delivery);
        });
        for (var version = 1; version <= events; version++) await _rig.Write(_rig.Unit(1, version, new string('位', each / 3)));
        await _rig.Eventually("all to be taken", async () =>
        {
            await using var channel = await _rig.Channel();
            var waiting = 0L;
            foreach (var queue in _rig.Queues) waiting += await channel.MessageCountAsync(queue, Ct);
            return waiting == 0 && !together.IsEmpty && await _rig.Writer.Read(async s => await s.First<RecordedEvent>(
                "select generation, xid, position from send_cursor order by generation desc, xid desc, position desc limit 1") is { } sent
                && sent.Cursor >= await EventLog.Head(s));
        });
        arrived.SetResult();

        await _rig.Noted(events);

        together.Values.Max().ShouldBeLessThanOrEqualTo(ofOneSlice);
    }

    [Fact]
    public async Task An_event_that_always_takes_too_long_blocks_its_own_stream_only()
    {
        var slow = true;
        await Make(async (session, delivery) =>
        {
            await session.Scalar<int>("select 1");
            if (slow && delivery.Event.Stream == Sample.Stream(1))
            {
                using var late = new PeriodicTimer(TimeSpan.FromSeconds(1));
                await late.WaitForNextTickAsync(Ct);
            }
            return await BrokerRig.Note(session, delivery);
        }, idle: "500ms");
        await _rig.Write([.. Enumerable.Range(1, 40).Select(stream => _rig.Unit(stream, 1))]);

        await _rig.Noted(39);
        await _rig.Eventually("the slow stream to be blocked", async () =>
            await _rig.Reader.Read(s => s.Scalar<int>("select count(*) from blocked")) == 1);
        slow = false;
        await _rig.Noted(40);
    }

    private async Task Make(Func<Session, Delivery, Task<Reaction>> react, string? idle = null)
    {
        await _rig.Make(react);
        if (idle is not null) await _rig.ReaderDatabase.AsSuperuser($"alter role \"{_rig.ReaderDatabase.RuntimeRole}\" set idle_in_transaction_session_timeout = '{idle}'");
        await _rig.MakeNoted();
        await _rig.StartReader();
    }
}
