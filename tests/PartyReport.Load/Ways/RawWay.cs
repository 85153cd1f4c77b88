using System.Threading.Channels;
using PartyReport.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PartyReport.Load.Ways;

/// <summary>
/// A hand-written way without a log to read again, a horizon, leases, a subscription's row or retries: insert and commit, then
/// a confirmed and mandatory publish from memory, then a consumer that inserts, commits and acknowledges. As many quorum queues,
/// consumers and publishing channels as ours has lanes.
/// </summary>
/// <param name="sliceEvents">1: one event a message and commit. More: whatever waits for a queue's channel, up to ours.</param>
internal sealed class RawWay(string name, int sliceEvents) : IWay
{
    private const int Queues = 8;
    private const int Window = 64;
    private const int SliceBytes = 512 * 1024;
    private readonly byte[] _body = new byte[Workload.BodyBytes];
    private readonly string _run = $"load.{name}.{Guid.NewGuid():N}"[..24];
    private readonly Channel<Wire>[] _toSend = [.. Enumerable.Range(0, Queues).Select(_ => Channel.CreateUnbounded<Wire>())];
    private readonly List<Task> _publishers = [];
    private PostgresModule _database = null!;
    private Rows _rows = null!;
    private IConnection _out = null!, _in = null!;

    public string Name => name;
    public Ledger Ledger { get; } = new();

    public async Task Start()
    {
        _database = await PostgresModule.Create(name.Replace('-', '_'));
        _rows = await Rows.Make(_database);
        new Random(1).NextBytes(_body);
        var broker = new ConnectionFactory { Uri = await Servers.Servers.RabbitMq(), ClientProvidedName = name };
        _out = await broker.CreateConnectionAsync();
        _in = await broker.CreateConnectionAsync();
        for (var queue = 0; queue < Queues; queue++)
        {
            await Consume(queue);
            _publishers.Add(await Publisher(queue));
        }
    }

    public async Task Append(Guid stream, int version)
    {
        await _rows.Write(stream, version, _body);
        await _toSend[(uint)stream.GetHashCode() % Queues].Writer.WriteAsync(new Wire(stream, version, _body));
    }

    public Task<(long Effects, long Reordered)> Count() => _rows.Count();

    private async Task Consume(int queue)
    {
        var channel = await _in.CreateChannelAsync();
        await channel.QueueDeclareAsync($"{_run}.{queue}", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicQosAsync(0, Window, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            var events = Wire.Unpack(message.Body.Span);
            await _rows.Apply(events);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            foreach (var e in events) Ledger.Effect(e.Stream, e.Version);
        };
        await channel.BasicConsumeAsync($"{_run}.{queue}", autoAck: false, consumer);
    }

    private async Task<Task> Publisher(int queue)
    {
        var channel = await _out.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(Window)));
        return Task.Run(() => Publish(channel, $"{_run}.{queue}", _toSend[queue].Reader));
    }

    private async Task Publish(IChannel channel, string queue, ChannelReader<Wire> waiting)
    {
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        var confirms = new Queue<Task>();
        while (await waiting.WaitToReadAsync())
        {
            var slice = Slice(waiting);
            confirms.Enqueue(channel.BasicPublishAsync("", queue, mandatory: true, properties, Wire.Pack(slice)).AsTask());
            while (confirms.TryPeek(out var first) && (first.IsCompleted || confirms.Count >= Window)) await confirms.Dequeue();
            // With slices, what comes while one is under way goes together; the next begins with its confirmation.
            if (sliceEvents > 1 && slice.Count < sliceEvents) while (confirms.TryDequeue(out var last)) await last;
        }
    }

    private List<Wire> Slice(ChannelReader<Wire> waiting)
    {
        var (slice, bytes) = (new List<Wire>(), 0);
        while (slice.Count < sliceEvents && bytes < SliceBytes && waiting.TryRead(out var e))
        {
            slice.Add(e);
            bytes += e.Body.Length;
        }
        return slice;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _toSend) channel.Writer.Complete();
        await Task.WhenAll(_publishers);
        await using (var channel = await _in.CreateChannelAsync())
            for (var queue = 0; queue < Queues; queue++)
                await channel.QueueDeleteAsync($"{_run}.{queue}", ifUnused: false, ifEmpty: false);
        await _out.DisposeAsync();
        await _in.DisposeAsync();
        await _rows.DisposeAsync();
        await _database.DisposeAsync();
    }
}
