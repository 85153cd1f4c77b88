using PartyReport.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PartyReport.Faults;

/// <summary>The queues of the product, looked at from outside.</summary>
internal static class Broker
{
    private const int Shards = 8;

    public static IEnumerable<(Subscription Subscription, int Shard, string Queue)> Lanes =>
        from s in Subscriptions.All
        from shard in Enumerable.Range(0, Shards)
        select (s, shard, $"{s.Subscriber}.{s.Name}.{s.Publisher}.{shard}");

    private static readonly string[] Dead = ["drafting.dead", "review.dead", "archive.dead", "notification.dead"];

    /// <summary>All queues that there are to be, and those by which a transport hides failures, which there are not to be.</summary>
    public static async Task<List<QueueRow>> Queues(string uri, CancellationToken ct)
    {
        await using var connection = await Connect(uri, ct);
        var rows = new List<QueueRow>();
        foreach (var queue in Lanes.Select(l => l.Queue).Concat(Dead)) rows.Add(new(queue, await Waiting(connection, queue, ct)));
        foreach (var queue in Dead.SelectMany(d => new[] { d.Replace(".dead", "_error", StringComparison.Ordinal), d.Replace(".dead", "_skipped", StringComparison.Ordinal) }))
            if (await Waiting(connection, queue, ct) is { } waiting) rows.Add(new(queue, waiting));
        return rows;
    }

    public static Task<IConnection> Connect(string uri, CancellationToken ct) =>
        new ConnectionFactory { Uri = new Uri(uri), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(ct);

    private static async Task<long?> Waiting(IConnection connection, string queue, CancellationToken ct)
    {
        // A question about a queue that is not there closes its channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return null;
        }
    }
}
