using PartyReport.Hosting;
using PartyReport.Review;

return await ServiceHost.Run(
    args, ReviewModule.Name,
    (services, config) => services.AddReview(config),
    routes => routes.MapReview());
