using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>The distributed mode: the relay sends the log over RabbitMQ, subscriptions take their slices from it.</summary>
public static class BrokerSetup
{
    /// <summary>Setting with the broker's address: <c>amqp://user:password@host:port/vhost</c>.</summary>
    public const string UriSetting = "RabbitMq:Uri";

    /// <summary>Shards of a log on PostgreSQL; fixed when the log is created.</summary>
    public const int Shards = 8;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <summary>Runs the relay of the service's log and its subscriptions. The process starts and works without a broker.</summary>
    /// <param name="subscriptions">Who listens to whom; absent: the list in Contracts.</param>
    public static IServiceCollection AddBroker(
        this IServiceCollection services, IConfiguration config, string name, IReadOnlyList<Subscription>? subscriptions = null)
    {
        var broker = new Uri(config[UriSetting] ?? throw new InvalidOperationException($"The setting {UriSetting} is missing: name the broker."));
        services.AddSingleton(_ => new SlicePublisher(broker, $"partyreport-{name}-relay"));
        services.AddSingleton(provider => new BrokerService(
            provider.GetRequiredKeyedService<EventLog>(name), provider.GetRequiredService<PostgresSchema>(), provider.GetServices<SubscriptionHandler>(), subscriptions ?? Subscriptions.All,
            provider.GetRequiredService<HighWaterFile>(), provider.GetRequiredService<Wakeups>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BrokerService>>(), provider.GetRequiredService<SlicePublisher>(), provider.GetRequiredService<IBus>));
        // Before the bus, so that it stops after it: what the bus has handed over is still applied and acknowledged.
        services.AddHostedService(provider => provider.GetRequiredService<BrokerService>());
        // A broker that is away would be told for every queue and every attempt; BrokerWatch tells it once.
        services.AddLogging(logging => logging.AddFilter("MassTransit", LogLevel.Critical));
        return services.Configure<MassTransitHostOptions>(o => o.StopTimeout = StopPatience).AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddReceiveEndpointObserver<BrokerWatch>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker, host => host.ConnectionName($"partyreport-{name}"));
                Reconnection.EverySecond(rabbit);
                var service = context.GetRequiredService<BrokerService>();
                foreach (var endpoint in service.Endpoints())
                    rabbit.ReceiveEndpoint(endpoint.Queue, queue =>
                    {
                        Queues.Common(queue, service.Unreadable);
                        endpoint.Configure(queue);
                    });
            });
        });
    }
}
