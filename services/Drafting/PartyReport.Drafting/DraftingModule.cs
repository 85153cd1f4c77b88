using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Drafting.Cycles;
using PartyReport.Drafting.Reports;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Drafting;

/// <summary>Cycles, reports and their revisions.</summary>
public static class DraftingModule
{
    public const string Name = "drafting";

    public static IServiceCollection AddDrafting(this IServiceCollection services, IConfiguration config) => services
        .AddEventLog(config, Name, typeof(OrganisationReplica).Assembly, typeof(DraftingModule).Assembly)
        .AddAccessNotes(Name)
        .AddSingleton<CycleStore>()
        .AddSingleton<ReportStore>()
        .AddSingleton<TakeUpDecision>()
        .AddSubscription(Subscriptions.DraftingFromDirectory, _ => OrganisationReplica.React)
        .AddSubscription(Subscriptions.DraftingFromReview, s => s.GetRequiredService<TakeUpDecision>().React);

    public static void MapDrafting(this IEndpointRouteBuilder routes)
    {
        var cycles = routes.MapModule(Name, "/api/cycles");
        OpenCycle.Map(cycles);
        GetCycles.Map(cycles);
        GetCycle.Map(cycles);

        PreviewImport.Map(routes.MapModule(Name, "/api/imports"));

        var reports = routes.MapModule(Name, "/api/reports");
        StartReport.Map(reports);
        ImportReport.Map(reports);
        EditBlock.Map(reports);
        SubmitForReview.Map(reports);
        GetReports.Map(reports);
        GetReport.Map(reports);
        GetRevision.Map(reports);
        routes.MapOperators(Name);
    }
}
