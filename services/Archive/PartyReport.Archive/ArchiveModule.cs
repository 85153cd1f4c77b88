using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Archive;

/// <summary>The archive: keeps the trail of every report, files what was approved and publishes the log that outsiders verify.</summary>
public static class ArchiveModule
{
    public const string Name = "archive";

    public static IServiceCollection AddArchive(this IServiceCollection services, IConfiguration config)
    {
        services.AddEventLog(config, Name, typeof(OrganisationReplica).Assembly, typeof(ArchiveModule).Assembly)
            .AddAccessNotes(Name)
            .AddSubscription(Subscriptions.ArchiveFromDirectory, _ => OrganisationReplica.React);
        foreach (var subscription in Subscriptions.ArchiveLog)
            services.AddSliceSubscription(subscription, provider => provider.GetRequiredService<Sequencer>().React);
        return services
            .AddSingleton<Sequencer>()
            .AddSingleton<HeldSweep>()
            .AddSingleton(ArchiveFolder.Of(config))
            .AddSingleton<PublishedLog>()
            .AddSingleton<LogPublisher>()
            .AddHostedService(provider => provider.GetRequiredService<LogPublisher>())
            .AddHostedService(provider => provider.GetRequiredService<HeldSweep>());
    }

    public static IEndpointRouteBuilder MapArchive(this IEndpointRouteBuilder routes)
    {
        var archive = routes.MapModule(Name, "/api/archive");
        GetTrail.Map(archive);
        GetProof.Map(archive);
        GetCheckpoint.Map(archive);
        AuditContent.Map(archive);
        routes.MapOperators(Name);
        return routes;
    }
}
