using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>What an operator has done to the database while the service does not serve.</summary>
internal static class Upkeep
{
    public static async Task<int> Run(IServiceCollection services, string name, HostCommand command, PostgresSettings settings)
    {
        await using var provider = services.BuildServiceProvider();
        var owner = settings.OwnerConnectionString!.ToString();
        try
        {
            await Console.Out.WriteLineAsync(command == HostCommand.Migrate
                ? await Migrate(provider, name, owner, settings.ConnectionString.Username!)
                : await OpenGeneration(provider, name, owner));
            return ExitCodes.Ok;
        }
        // A connection that fails is told with server and role, never with the password.
        catch (Exception e) when (e is InvalidOperationException or NpgsqlException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{name}: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    private static async Task<string> Migrate(IServiceProvider services, string name, string owner, string runtimeRole)
    {
        await services.GetRequiredService<PostgresMigration>().Run(owner, runtimeRole, CancellationToken.None);
        return $"{name}: the schema is up to date.";
    }

    private static async Task<string> OpenGeneration(IServiceProvider services, string name, string owner)
    {
        var (generation, head) = await services.GetRequiredService<GenerationOpening>().Run(owner, CancellationToken.None);
        return $"{name}: generation {generation} is open. The restored log ends at {head}; what others hold beyond it is lost here.";
    }
}
