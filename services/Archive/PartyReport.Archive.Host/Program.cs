using PartyReport.Archive;
using PartyReport.Hosting;

return await ServiceHost.Run(
    args, ArchiveModule.Name,
    (services, config) => services.AddArchive(config),
    routes => routes.MapArchive());
