using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PartyReport.Contracts;

namespace PartyReport.Eventing;

/// <summary>How a module gets its log and its subscriptions.</summary>
public static class EventingSetup
{
    /// <summary>Setting that names the data folder of the embedded mode.</summary>
    public const string FolderSetting = "Data:Folder";

    /// <summary>Registers the log of a service, keyed by its name. The assemblies bring its own events and its schema.</summary>
    public static IServiceCollection AddEventLog(this IServiceCollection services, IConfiguration config, string name, params Assembly[] modules)
    {
        services.TryAddSingleton<Wakeups>();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddKeyedSingleton(name, (provider, _) => new EventLog(
            name, new SqliteFile(FileOf(config, name), [typeof(EventLog).Assembly, .. modules]), new EventTypes(modules),
            provider.GetRequiredService<Wakeups>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Registers what a module does with the events of a subscription.</summary>
    public static IServiceCollection AddSubscription(
        this IServiceCollection services, Subscription subscription,
        Func<IServiceProvider, Func<Session, Delivery, Task<Reaction>>> react) =>
        services.AddSingleton(provider => new SubscriptionHandler(
            subscription, provider.GetRequiredKeyedService<EventLog>(subscription.Subscriber), react(provider)));

    /// <summary>Runs the registered subscriptions in this process, reading the publishers' files.</summary>
    public static IServiceCollection AddEmbeddedSubscriptions(this IServiceCollection services) => services
        .AddSingleton<EmbeddedSubscriptions>()
        .AddHostedService(provider => provider.GetRequiredService<EmbeddedSubscriptions>());

    internal static string FileOf(IConfiguration config, string service) => Path.Combine(
        config[FolderSetting] ?? throw new InvalidOperationException($"The setting {FolderSetting} is missing: name the data folder."),
        service + ".db");
}
