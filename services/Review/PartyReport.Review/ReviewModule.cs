using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>The review service: leads each submission through the chain of its cycle.</summary>
public static class ReviewModule
{
    public const string Name = "review";

    public static IServiceCollection AddReview(this IServiceCollection services, IConfiguration config) => services
        .AddEventLog(config, Name, typeof(OrganisationReplica).Assembly, typeof(ReviewModule).Assembly)
        .AddAccessNotes(Name)
        .AddSingleton<ReviewStore>()
        .AddSingleton<OpenReview>()
        .AddSubscription(Subscriptions.ReviewFromDirectory, _ => OrganisationReplica.React)
        .AddSubscription(Subscriptions.ReviewFromDrafting, provider => provider.GetRequiredService<OpenReview>().React);

    public static IEndpointRouteBuilder MapReview(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapModule(Name, "/api/reviews");
        GetMyReviews.Map(reviews);
        GetReview.Map(reviews);
        DecideStage.Map(reviews);
        routes.MapOperators(Name);
        return routes;
    }
}
