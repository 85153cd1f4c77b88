using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>One service as a process of its own, on PostgreSQL and RabbitMQ.</summary>
public static class ServiceHost
{
    private const long MaxBody = 2 * 1024 * 1024;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Serves; or, with <c>--migrate</c>, brings the schema up to date and ends; or, with <c>--open-generation</c>, makes a
    /// restored log usable and ends. Exit codes: 0 done, 1 failed, 2 wrong settings or arguments.
    /// </summary>
    public static async Task<int> Run(
        string[] args, string name, Func<IServiceCollection, IConfiguration, IServiceCollection> add, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var config = builder.Configuration;
        if (CommandLine.Parse(args) is not { } command) return await Refuse([CommandLine.Usage]);
        if (SettingsCheck.Read(config, command, out var errors) is not { } settings) return await Refuse(errors);

        Configure(builder, name);
        add(builder.Services.AddHosting(), config);
        return command switch
        {
            HostCommand.Migrate => await Once(builder, services => Migrate(services, settings.Postgres)),
            HostCommand.OpenGeneration => await Once(builder, services => OpenGeneration(services, settings.Postgres)),
            _ => await Serve(builder, name, map),
        };
    }

    private static void Configure(WebApplicationBuilder builder, string name)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopPatience);
        builder.AddTelemetry(name);
    }

    private static async Task<int> Serve(WebApplicationBuilder builder, string name, Action<IEndpointRouteBuilder> map)
    {
        builder.Services.AddGatewayTokens(builder.Configuration).AddBroker(builder.Configuration, name).AddSingleton<Readiness>();
        await using var app = builder.Build();
        app.UseHosting();
        app.MapOpenApi();
        app.MapGet("/health/live", () => Results.Ok(new { live = true })).ExcludeFromDescription();
        app.MapGet("/health/ready", (Readiness readiness, CancellationToken ct) => readiness.Answer(ct)).ExcludeFromDescription();
        map(app);
        try
        {
            await app.Services.GetRequiredService<Readiness>().RefuseRestored();
            await app.RunAsync();
            return ExitCodes.Ok;
        }
        catch (RestoredLogException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> Once(WebApplicationBuilder builder, Func<IServiceProvider, Task<string>> work)
    {
        await using var app = builder.Build();
        try
        {
            await Console.Out.WriteLineAsync(await work(app.Services));
            return ExitCodes.Ok;
        }
        catch (Exception e) when (StorageFaults.IsOutage(e) || e is InvalidOperationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }

    private static async Task<string> Migrate(IServiceProvider services, PostgresSettings settings)
    {
        await services.GetRequiredService<PostgresMigration>().Run(
            settings.OwnerConnectionString!.ToString(), settings.ConnectionString.Username!, CancellationToken.None);
        return "The schema is up to date.";
    }

    private static async Task<string> OpenGeneration(IServiceProvider services, PostgresSettings settings)
    {
        var (generation, head) = await services.GetRequiredService<GenerationOpening>().Run(
            settings.OwnerConnectionString!.ToString(), CancellationToken.None);
        return $"Generation {generation} is open. The restored log ends at {head}; what others hold beyond it is lost here.";
    }

    private static async Task<int> Refuse(IReadOnlyList<string> errors)
    {
        foreach (var error in errors) await Console.Error.WriteLineAsync(error);
        return ExitCodes.WrongSettings;
    }
}
