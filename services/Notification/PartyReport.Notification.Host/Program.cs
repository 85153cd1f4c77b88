using PartyReport.Hosting;
using PartyReport.Notification;

return await ServiceHost.Run(
    args, NotificationModule.Name,
    (services, config) => services.AddNotification(config),
    routes => routes.MapNotification());
