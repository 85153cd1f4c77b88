using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>How a module gets its log and its subscriptions.</summary>
public static class EventingSetup
{
    /// <summary>Setting that names the data folder.</summary>
    public const string FolderSetting = "Data:Folder";

    /// <summary>Setting with the connection of the runtime role; absent: SQLite files in the data folder.</summary>
    public const string PostgresSetting = "Postgres:ConnectionString";

    /// <summary>Registers the log of a service, keyed by its name. The assemblies bring its own events and its schema.</summary>
    public static IServiceCollection AddEventLog(this IServiceCollection services, IConfiguration config, string name, params Assembly[] modules)
    {
        services.TryAddSingleton<Wakeups>();
        services.TryAddSingleton<TimeProvider>(new MicrosecondClock());
        Assembly[] schema = [typeof(EventLog).Assembly, .. modules];
        if (config[PostgresSetting] is { } connection)
            AddPostgres(services, config, name, connection).AddSingleton(new PostgresMigration(name, schema));
        AddOperators(services, config, name);
        return services.AddKeyedSingleton(name, (provider, _) => new EventLog(
            name, provider.GetService<PostgresSchema>() as IStorage ?? new SqliteFile(FileOf(config, name), schema),
            new EventTypes(modules), provider.GetRequiredService<Wakeups>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Registers what a module does with the events of a subscription.</summary>
    public static IServiceCollection AddSubscription(
        this IServiceCollection services, Subscription subscription,
        Func<IServiceProvider, Func<Session, Delivery, Task<Reaction>>> react) =>
        services.AddSingleton(provider => SubscriptionHandler.Each(
            subscription, provider.GetRequiredKeyedService<EventLog>(subscription.Subscriber), react(provider)));

    /// <summary>A subscription that deals with the events of a slice together, where looking once for all of them pays.</summary>
    public static IServiceCollection AddSliceSubscription(
        this IServiceCollection services, Subscription subscription,
        Func<IServiceProvider, Func<Session, IReadOnlyList<Delivery>, Task<IReadOnlyList<Reaction>>>> react) =>
        services.AddSingleton(provider => new SubscriptionHandler(
            subscription, provider.GetRequiredKeyedService<EventLog>(subscription.Subscriber), react(provider)));

    /// <summary>Runs the registered subscriptions in this process, reading the publishers' files.</summary>
    public static IServiceCollection AddEmbeddedSubscriptions(this IServiceCollection services) => services
        .AddSingleton<EmbeddedSubscriptions>()
        .AddHostedService(provider => provider.GetRequiredService<EmbeddedSubscriptions>());

    private static void AddOperators(IServiceCollection services, IConfiguration config, string name) => services
        .AddKeyedSingleton(name, (provider, _) => new ServiceEventing(
            provider.GetRequiredKeyedService<EventLog>(name),
            provider.GetServices<SubscriptionHandler>().Select(h => h.Subscription).Where(s => s.Subscriber == name),
            publisher => FileOf(config, publisher), provider.GetService<BrokerService>(), provider.GetRequiredService<TimeProvider>()))
        .AddKeyedSingleton(name, (provider, _) => new EventingWatch(
            provider.GetRequiredKeyedService<ServiceEventing>(name), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventingWatch>>()))
        // Not AddHostedService, which takes the watches of two logs in one process for the same.
        .AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<EventingWatch>(name));

    private static IServiceCollection AddPostgres(IServiceCollection services, IConfiguration config, string name, string connection) => services
        .AddSingleton(provider => new HighWaterFile(FileOf(config, name, ".high-water"), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PostgresSchema(connection, name, provider.GetRequiredService<HighWaterFile>()))
        .AddSingleton(provider => new GenerationOpening(
            name, provider.GetRequiredService<HighWaterFile>(), provider.GetRequiredService<TimeProvider>()));

    internal static string FileOf(IConfiguration config, string service, string extension = ".db") => Path.Combine(
        config[FolderSetting] ?? throw new InvalidOperationException($"The setting {FolderSetting} is missing: name the data folder."),
        service + extension);
}
