using PartyReport.Drafting;
using PartyReport.Hosting;

return await ServiceHost.Run(
    args, DraftingModule.Name,
    (services, config) => services.AddDrafting(config),
    routes => routes.MapDrafting());
