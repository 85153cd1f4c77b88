using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;

namespace PartyReport.Eventing;

/// <summary>Names and bounds of everything on the broker.</summary>
internal static class Queues
{
    private const int MaxSlices = 1_000;
    private const long MaxBytes = 256L * 1024 * 1024;
    private const int DeliveryLimit = 50;
    private const ushort Prefetch = 16;

    /// <summary>Queue of one lane: each shard of a publisher and each subscription has its own.</summary>
    public static string Of(string publisher, Lane lane) => $"{lane.Subscriber}.{lane.Subscription}.{publisher}.{lane.Shard}";

    /// <summary>Queue of the wishes to a publisher.</summary>
    public static string Resend(string publisher) => $"{publisher}.resend";

    /// <summary>Where a slice goes that the broker gave up on. It is an alarm and no store: the log has every event.</summary>
    public static string Dead(string subscriber) => $"{subscriber}.dead";

    /// <summary>
    /// The queue of a lane. A full queue refuses what is sent, so a backlog stays in the publisher's database; one consumer
    /// at a time keeps the order when a service runs several times.
    /// </summary>
    public static Endpoint Lane(string publisher, Lane lane, Func<Slice, CancellationToken, Task> take) => new(Of(publisher, lane), endpoint =>
    {
        endpoint.PrefetchCount = Prefetch;
        endpoint.ConcurrentMessageLimit = Prefetch;
        endpoint.SingleActiveConsumer = true;
        endpoint.SetQueueArgument("x-max-length", MaxSlices);
        endpoint.SetQueueArgument("x-max-length-bytes", MaxBytes);
        endpoint.SetQueueArgument("x-overflow", "reject-publish");
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.BindDeadLetterQueue(Dead(lane.Subscriber), Dead(lane.Subscriber), dead =>
        {
            dead.SetQuorumQueue();
            dead.SetQueueArgument("x-max-length", MaxSlices);
        });
        endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType);
        endpoint.Handler<EventSlice>(context => take(context.Message.ToSlice(), context.CancellationToken));
    });

    public static Endpoint Wishes(string publisher, Func<ResendFrom, Task> take) => new(Resend(publisher), endpoint =>
    {
        endpoint.SetQueueArgument("x-max-length", MaxSlices);
        endpoint.Handler<ResendFrom>(context => take(context.Message));
    });

    public static Endpoint DeadLetters(string subscriber, Action<EventSlice> alarm) => new(Dead(subscriber), endpoint =>
    {
        endpoint.SetQueueArgument("x-max-length", MaxSlices);
        endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType);
        endpoint.Handler<EventSlice>(context =>
        {
            alarm(context.Message);
            return Task.CompletedTask;
        });
    });

    // A delivery that fails goes back into its queue. What cannot be read at all would come for ever: it is told and taken off,
    // because nothing of ours is in it that the log would not send again. No type gets an exchange.
    public static void Common(IRabbitMqReceiveEndpointConfigurator endpoint, Action<string, string> unreadable)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(pipe => pipe.UseInlineFilter((context, _) =>
        {
            if (!IsUnreadable(context.Exception)) ExceptionDispatchInfo.Throw(context.Exception);
            unreadable(context.InputAddress.AbsolutePath, context.Exception.GetBaseException().Message);
            // It goes on to the filter below as one that nobody took.
            context.GetOrAddPayload(() => new Told());
            return Task.CompletedTask;
        }));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseInlineFilter((context, _) =>
        {
            if (!context.HasPayloadType(typeof(Told))) unreadable(context.InputAddress.AbsolutePath, "It is of no type that this queue takes.");
            return Task.CompletedTask;
        }));
        endpoint.SetQuorumQueue();
    }

    // What reads JSON wraps what it met within.
    private static bool IsUnreadable(Exception? fault) =>
        fault is not null && (fault is SerializationException or JsonException or FormatException || IsUnreadable(fault.InnerException));
}

/// <summary>A message was told of as unreadable.</summary>
internal sealed record Told;

/// <summary>A queue, and who takes what comes in.</summary>
internal sealed record Endpoint(string Queue, Action<IRabbitMqReceiveEndpointConfigurator> Configure);
