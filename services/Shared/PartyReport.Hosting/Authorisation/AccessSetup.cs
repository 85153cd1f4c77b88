using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>How a service comes to take down what it denies and what is read from outside.</summary>
public static class AccessSetup
{
    /// <summary>Needs the table <c>access_note</c>.</summary>
    public static IServiceCollection AddAccessNotes(this IServiceCollection services, string module) => services
        .AddKeyedSingleton(module, (provider, _) => new AccessJournal(
            provider.GetRequiredKeyedService<EventLog>(module), provider.GetRequiredService<TimeProvider>()))
        .AddKeyedSingleton(module, (provider, _) => new AccessSweep(
            module, provider.GetRequiredKeyedService<EventLog>(module), provider.GetRequiredKeyedService<AccessJournal>(module),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AccessSweep>>()))
        .AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<AccessSweep>(module));
}
