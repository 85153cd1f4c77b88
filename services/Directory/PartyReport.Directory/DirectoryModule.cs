using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Directory.People;
using PartyReport.Directory.Posts;
using PartyReport.Directory.Units;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory;

/// <summary>Units, people and posts: who is who, where, and since when.</summary>
public static class DirectoryModule
{
    public const string Name = "directory";

    public static IServiceCollection AddDirectory(this IServiceCollection services, IConfiguration config) => services
        .AddEventLog(config, Name, typeof(DirectoryModule).Assembly)
        .AddSingleton<DirectoryStore>()
        .AddSingleton<DemoCountySeed>();

    public static void MapDirectory(this IEndpointRouteBuilder routes)
    {
        var units = routes.MapModule(Name, "/api/units");
        AddUnit.Map(units);
        GetUnits.Map(units);
        GetChildren.Map(units);

        var people = routes.MapModule(Name, "/api/people");
        AddPerson.Map(people);
        GetPerson.Map(people);

        var posts = routes.MapModule(Name, "/api/posts");
        AssignPost.Map(posts);
        EndPost.Map(posts);
        GetPosts.Map(posts);

        GetNames.Map(routes.MapModule(Name, "/api/names"));

        routes.MapOperators(Name, DirectoryStore.RolesOf);
    }

    /// <summary>Fills an empty directory with the demo county while the service runs, when the setting <c>Demo:County</c> is true.</summary>
    public static IServiceCollection AddDemoCountySeed(this IServiceCollection services, IConfiguration config) =>
        bool.TryParse(config["Demo:County"], out var wanted) && wanted ? services.AddHostedService<DemoCountySeeding>() : services;

    /// <summary>Fills an empty directory with the demo county; one that holds anything stays as it is.</summary>
    public static Task SeedDemoCounty(this IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<DemoCountySeed>().Run(ct);
}
