using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>One service as a process of its own, on PostgreSQL and RabbitMQ.</summary>
public static class ServiceHost
{
    private const long MaxBody = 2 * 1024 * 1024;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Serves; or, with <c>--migrate</c>, brings the schema up to date and ends; or, with <c>--open-generation</c>, makes a
    /// restored log usable and ends. Exit codes: 0 done, 1 failed, 2 wrong settings or arguments, 3 the address is in use.
    /// </summary>
    public static async Task<int> Run(
        string[] args, string name, Func<IServiceCollection, IConfiguration, IServiceCollection> add, Action<IEndpointRouteBuilder> map)
    {
        if (CommandLine.Parse(args) is not { } command) return await Refuse([CommandLine.Usage]);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Nothing is watched: settings are checked once, and a server has few file watchers to give away.
            ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        if (SettingsCheck.Read(builder.Configuration, command, out var errors) is not { } settings)
            return await Refuse([.. errors, SettingsReader.Hint]);
        if (command == HostCommand.Serve) return await Serve(builder, name, add, map);
        add(builder.Services, builder.Configuration);
        return await Upkeep.Run(builder.Services, name, command, settings.Postgres);
    }

    private static async Task<int> Serve(
        WebApplicationBuilder builder, string name, Func<IServiceCollection, IConfiguration, IServiceCollection> add,
        Action<IEndpointRouteBuilder> map)
    {
        var config = builder.Configuration;
        builder.Logging.AddLines(config);
        builder.AddTelemetry(name);
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.Limits.MaxRequestBodySize, kestrel.AddServerHeader) = (MaxBody, false));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopPatience);
        builder.Services.AddHosting().AddGatewayTokens(config).AddBackground(services => add(services, config).AddBroker(config, name));

        await using var app = builder.Build();
        app.UseRequestPatience();
        app.UseHosting();
        app.MapHealth();
        app.MapOpenApi();
        map(app);
        return await Serve(app);
    }

    private static async Task<int> Serve(WebApplication app)
    {
        var background = app.Services.GetRequiredService<Background>();
        try
        {
            await app.RunAsync();
            // The host stops when the background fails, but to the host that is no failure.
            if (background.ExecuteTask?.Exception is not { } fault) return ExitCodes.Ok;
            await Console.Error.WriteLineAsync(fault.InnerException!.Message);
            return ExitCodes.Failed;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Another process listens there; choose another address with ASPNETCORE_URLS.");
            return ExitCodes.InUse;
        }
    }

    private static async Task<int> Refuse(IReadOnlyList<string> errors)
    {
        foreach (var error in errors) await Console.Error.WriteLineAsync(error);
        return ExitCodes.WrongSettings;
    }
}
