using PartyReport.Directory;
using PartyReport.Hosting;

return await ServiceHost.Run(
    args, DirectoryModule.Name,
    (services, config) => services.AddDirectory(config).AddDemoCountySeed(config),
    routes =>
    {
        routes.MapDirectory();
        routes.MapSessions();
    });
