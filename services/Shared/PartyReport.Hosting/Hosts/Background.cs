using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>
/// What a module and the broker do beside the requests. All of it needs the database, so it starts when the database
/// answers with the schema of this version, however long that takes, and stops in the opposite order.
/// </summary>
internal sealed class Background(IServiceProvider services, Readiness readiness, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private readonly List<IHostedService> _started = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Database(stoppingToken);
        foreach (var service in services.GetKeyedServices<IHostedService>(typeof(Background)))
        {
            _started.Add(service);
            await service.StartAsync(stoppingToken);
        }
        readiness.Started = true;
        // The host watches only what it has started itself.
        await foreach (var ended in Task.WhenEach(_started.OfType<BackgroundService>().Select(s => s.ExecuteTask ?? Task.CompletedTask))
            .WithCancellation(stoppingToken)) await ended;
    }

    private async Task Database(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await readiness.DatabaseFault().WaitAsync(ct) is not null)
        {
            // Refused as a start is: an operator has to open a new generation.
            if (readiness.Restored is { } message) throw new RestoredLogException(message);
            await timer.WaitForNextTickAsync(ct);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var service in Enumerable.Reverse(_started)) await service.StopAsync(cancellationToken);
    }
}

/// <summary>How services come into <see cref="Background"/>.</summary>
internal static class BackgroundSetup
{
    /// <summary>Registers services; the hosted ones among them wait for the database.</summary>
    public static void AddBackground(this IServiceCollection services, Action<IServiceCollection> add)
    {
        var before = services.Count;
        add(services);
        foreach (var hosted in services.Skip(before).Where(s => s.ServiceType == typeof(IHostedService)).ToList())
        {
            services.Remove(hosted);
            services.Add(Waiting(hosted));
        }
        services.AddSingleton<Readiness>().AddSingleton<Background>()
            .AddHostedService(provider => provider.GetRequiredService<Background>());
    }

    private static ServiceDescriptor Waiting(ServiceDescriptor hosted) => hosted switch
    {
        { ImplementationFactory: { } make } => ServiceDescriptor.KeyedSingleton(typeof(Background), (p, _) => (IHostedService)make(p)),
        { ImplementationType: { } type } => ServiceDescriptor.KeyedSingleton(typeof(IHostedService), typeof(Background), type),
        _ => ServiceDescriptor.KeyedSingleton(typeof(Background), (IHostedService)hosted.ImplementationInstance!),
    };
}
