using PartyReport.Hosting;
using PartyReport.Directory;

return await ServiceHost.Run(
    args, DirectoryModule.Name,
    (services, config) => services.AddDirectory(config).AddDemoCountySeed(config),
    routes => routes.MapDirectory());
