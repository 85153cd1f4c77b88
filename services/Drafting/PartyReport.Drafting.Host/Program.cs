using PartyReport.Hosting;
using PartyReport.Drafting;

return await ServiceHost.Run(
    args, DraftingModule.Name,
    (services, config) => services.AddDrafting(config),
    routes => routes.MapDrafting());
