using MassTransit;

namespace PartyReport.Eventing;

/// <summary>The port to the broker: two messages out, both confirmed, both returned when no queue takes them.</summary>
internal sealed class RabbitMqTransport(string publisher, SlicePublisher slices, Func<IBus> bus)
{
    /// <summary>Completes when a quorum of the broker has the slice on disk.</summary>
    public Task Send(Lane lane, Slice slice, CancellationToken ct) => slices.Send(Queues.Of(publisher, lane), EventSlice.Of(slice), ct);

    /// <summary>Asks another service to send again. A lost wish is repeated until the row moves.</summary>
    public async Task AskResend(string from, Lane lane, Cursor cursor, CancellationToken ct)
    {
        // Not "queue:", which would declare a classic queue of that name.
        var endpoint = await bus().GetSendEndpoint(new Uri($"exchange:{Queues.Resend(from)}"));
        await endpoint.Send(
            new ResendFrom { Subscriber = lane.Subscriber, Subscription = lane.Subscription, Shard = lane.Shard, From = cursor },
            context => context.GetPayload<RabbitMqSendContext>().Mandatory = true, ct);
    }
}
