using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Directory.Accounts;
using PartyReport.Directory.Imports;
using PartyReport.Directory.Names;
using PartyReport.Directory.People;
using PartyReport.Directory.Posts;
using PartyReport.Directory.Sessions;
using PartyReport.Directory.Units;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory;

/// <summary>Units, people, posts and accounts: who is who, where, since when, and who may come in.</summary>
public static class DirectoryModule
{
    public const string Name = "directory";

    public static IServiceCollection AddDirectory(this IServiceCollection services, IConfiguration config) => AddFirstAccount(services, config)
        .AddEventLog(config, Name, typeof(DirectoryModule).Assembly)
        .AddAccessNotes(Name)
        .AddSingleton(_ => NamesKey.Open(config)).AddSingleton<PersonNames>().AddHostedService<NameSealing>()
        .AddKeyedSingleton(Name, (provider, _) => new RequestHashKey(provider.GetRequiredService<NamesKey>().Requests))
        .AddSingleton<ImportWriter>().AddHostedService(provider => provider.GetRequiredService<ImportWriter>())
        .AddSingleton<DirectoryStore>()
        .AddSingleton<DemoCountySeed>()
        .AddSingleton<AccountStore>()
        .AddSingleton(_ => AccountSettings.Of(config))
        .AddSingleton(provider => new Passwords(provider.GetRequiredService<AccountSettings>().Rounds))
        .AddSingleton(provider => AccountSecrets.Open(provider.GetRequiredService<AccountSettings>().KeyFile));

    private static IServiceCollection AddFirstAccount(IServiceCollection services, IConfiguration config) =>
        config[FirstAccount.NameSetting] is { Length: > 0 } ? services.AddHostedService<FirstAccount>() : services;

    public static void MapDirectory(this IEndpointRouteBuilder routes)
    {
        var units = routes.MapModule(Name, "/api/units");
        AddUnit.Map(units);
        GetUnits.Map(units);
        MoveUnit.Map(units);
        RenameUnit.Map(units);
        MergeUnit.Map(units);
        CloseUnit.Map(units);
        RequirePosts.Map(units);
        GetVacancies.Map(units);
        FindUnits.Map(units);
        GetChildren.Map(units);

        var people = routes.MapModule(Name, "/api/people");
        AddPerson.Map(people);
        GetPerson.Map(people);
        FindPeople.Map(people);
        RenamePerson.Map(people);
        ErasePerson.Map(people);
        GetLeaders.Map(units, people);

        var posts = routes.MapModule(Name, "/api/posts");
        AssignPost.Map(posts);
        EndPost.Map(posts);
        GetPosts.Map(posts);

        var accounts = routes.MapModule(Name, "/api/accounts").AddEndpointFilter(PasswordsBusyException.Told);
        OpenAccount.Map(accounts);
        GetAccounts.Map(accounts);
        SetAccountState.Map(accounts);
        ResetAccount.Map(accounts);
        LinkAccount.Map(accounts);
        ApiKeys.Map(accounts);

        var deputies = routes.MapModule(Name, "/api/deputies");
        NameDeputy.Map(deputies);
        EndDeputy.Map(deputies);
        GetDeputies.Map(deputies);

        var directory = routes.MapModule(Name, "/api/directory");
        ExportOrganisation.Map(directory);
        var imports = directory.MapGroup("/imports");
        CheckImport.Map(imports);
        StartImport.Map(imports);
        GetImports.Map(imports);

        GetNames.Map(routes.MapModule(Name, "/api/names"));

        routes.MapOperators(Name);
    }

    /// <summary>What the gateway asks in its own name; no person is let in.</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes) => SessionRoutes.Map(routes);

    /// <summary>Fills an empty directory with the demo county while the service runs, when the setting <c>Demo:County</c> is true.</summary>
    public static IServiceCollection AddDemoCountySeed(this IServiceCollection services, IConfiguration config) =>
        bool.TryParse(config["Demo:County"], out var wanted) && wanted ? services.AddHostedService<DemoCountySeeding>() : services;

    /// <summary>Fills an empty directory with the demo county; one that holds anything stays as it is.</summary>
    public static Task SeedDemoCounty(this IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<DemoCountySeed>().Run(ct);
}
