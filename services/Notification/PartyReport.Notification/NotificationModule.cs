using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Notification;

/// <summary>The notification service: tells people what waits for them and what became of their report.</summary>
public static class NotificationModule
{
    public const string Name = "notification";

    public static IServiceCollection AddNotification(this IServiceCollection services, IConfiguration config) => services
        .AddEventLog(config, Name, typeof(OrganisationReplica).Assembly, typeof(NotificationModule).Assembly)
        .AddAccessNotes(Name)
        .AddSingleton<NoticeStore>()
        .AddSingleton<IntendNotices>()
        .AddSubscription(Subscriptions.NotificationFromReview, provider => provider.GetRequiredService<IntendNotices>().React)
        .AddSubscription(Subscriptions.NotificationFromArchive, provider => provider.GetRequiredService<IntendNotices>().React)
        .AddSubscription(Subscriptions.NotificationFromDirectory, _ => OrganisationReplica.React);

    public static IEndpointRouteBuilder MapNotification(this IEndpointRouteBuilder routes)
    {
        var notices = routes.MapModule(Name, "/api/notices");
        GetInbox.Map(notices);
        ReadNotice.Map(notices);
        routes.MapOperators(Name);
        return routes;
    }
}
