using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PartyReport.Faults;

/// <summary>What waits for a stopped subscriber is taken from its queues and put back three times over, shuffled.</summary>
internal static class Duplicates
{
    private const int Times = 3;
    private const int Reach = 500;

    // Tripled it must still fit into a queue.
    private const int MostTaken = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task Tripled(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var doubled = 0;
        foreach (var subscriber in trial.IsLong ? ["notification", "archive", "review", "drafting", "notification", "archive", "review", "drafting"] : new[] { "notification", "review" })
        {
            await trial.Kill(subscriber);
            await Waiting.Last(TimeSpan.FromSeconds(trial.IsLong ? 8 : 3), ct);
            doubled += await Shuffle(trial, subscriber, ct);
            await trial.Arena.Fleet.Start(subscriber);
        }
        trial.AtLeast("messages delivered that had been delivered", doubled, 10);
        await load.Stop();
    }

    private static async Task<int> Shuffle(Trial trial, string subscriber, CancellationToken ct)
    {
        await using var connection = await Broker.Connect(trial.Arena.Broker, ct);
        var extra = 0;
        foreach (var (_, _, queue) in Broker.Lanes.Where(l => l.Subscription.Subscriber == subscriber)) extra += await Shuffle(trial, connection, queue, ct);
        trial.Say($"  {subscriber}: {extra} more messages than were sent");
        return extra;
    }

    private static async Task<int> Shuffle(Trial trial, IConnection connection, string queue, CancellationToken ct)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        var taken = await Take(channel, queue, ct);
        var copies = taken.SelectMany(m => Enumerable.Repeat(m, Times)).ToList();
        for (var i = 0; i < copies.Count; i++)
        {
            var other = Math.Min(copies.Count - 1, i + trial.Random.Next(Reach));
            (copies[i], copies[other]) = (copies[other], copies[i]);
        }
        foreach (var (properties, body, _) in copies) await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, ct);
        if (taken is not []) await channel.BasicAckAsync(taken.Max(m => m.Tag), multiple: true, ct);
        return copies.Count - taken.Count;
    }

    private static async Task<List<(BasicProperties Properties, byte[] Body, ulong Tag)>> Take(IChannel channel, string queue, CancellationToken ct)
    {
        var wanted = Math.Min(MostTaken, (int)(await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount);
        var taken = new List<(BasicProperties, byte[], ulong)>();
        if (wanted == 0) return taken;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.BasicQosAsync(0, (ushort)wanted, false, ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            taken.Add((new BasicProperties(message.BasicProperties), message.Body.ToArray(), message.DeliveryTag));
            if (taken.Count == wanted) all.TrySetResult();
            return Task.CompletedTask;
        };
        var tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, ct);
        await all.Task.WaitAsync(Patience, ct);
        await channel.BasicCancelAsync(tag, cancellationToken: ct);
        return taken;
    }
}
