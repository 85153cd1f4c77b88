using PartyReport.Hosting;
using PartyReport.Archive;

return await ServiceHost.Run(
    args, ArchiveModule.Name,
    (services, config) => services.AddArchive(config),
    routes => routes.MapArchive());
