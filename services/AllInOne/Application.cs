using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PartyReport.Archive;
using PartyReport.Directory;
using PartyReport.Drafting;
using PartyReport.Eventing;
using PartyReport.Gateway;
using PartyReport.Hosting;
using PartyReport.Notification;
using PartyReport.Review;
using PartyReport.Web;

namespace PartyReport.AllInOne;

/// <summary>Every module in one web application on the loopback address.</summary>
internal static class Application
{
    private const long MaxBody = 2 * 1024 * 1024;
    private static readonly string[] Logs =
        [DirectoryModule.Name, DraftingModule.Name, ReviewModule.Name, ArchiveModule.Name, NotificationModule.Name];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Builds and starts. A data folder that must not be worked on is refused with the reason.</summary>
    public static async Task<WebApplication> Start(DataFolder folder, int port, LogLevel verbosity, CancellationToken ct)
    {
        var app = Build(folder, port, verbosity);
        // Subscriptions read the publishers' files, so all of them must exist before the first one starts.
        foreach (var log in Logs) app.Services.GetRequiredKeyedService<EventLog>(log);
        if (folder.WantsDemoCounty) await app.Services.SeedDemoCounty(ct);
        try
        {
            await app.StartAsync(ct);
        }
        // The modules' own words on what is wrong with the folder and what to do.
        catch (InvalidOperationException e)
        {
            throw new KnownFailure(Exit.Failed, e.Message);
        }
        return app;
    }

    /// <summary>Completes when every service has applied what the others recorded.</summary>
    public static async Task CaughtUp(this WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.Services.GetRequiredService<EmbeddedSubscriptions>().CaughtUp(ct).WaitAsync(Patience, ct);
        }
        catch (TimeoutException)
        {
            throw new KnownFailure(Exit.Failed, "有服务在一分钟内没有处理完事件，请看日志。 A service did not catch up within a minute; see the log.");
        }
    }

    public static Uri Address(this WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static WebApplication Build(DataFolder folder, int port, LogLevel verbosity)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration[EventingSetup.FolderSetting] = folder.Path;
        // Also without the demo county: until there are accounts of its own, somebody must be able to be the first administrator.
        builder.Configuration["Demo:County"] = "true";
        builder.Logging.ClearProviders().SetMinimumLevel(verbosity).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddGateway(folder.Path, Mint, demo: true, Directory)
            // Whoever signs and whoever believes are one process, so the key lives as long as that does.
            .AddSingleton(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)).AddSingleton(provider => new TokenKeys(provider.GetRequiredService<ECDsa>()))
            .AddSingleton(provider => new PublicKeys(() => [provider.GetRequiredService<ECDsa>()]))
            .AddHosting()
            .AddDirectory(builder.Configuration)
            .AddDrafting(builder.Configuration)
            .AddReview(builder.Configuration)
            .AddArchive(builder.Configuration)
            .AddNotification(builder.Configuration)
            .AddEmbeddedSubscriptions()
            .AddSingleton<InProcess>()
            .AddSingleton(provider => Connect(provider.GetRequiredService<InProcess>()));

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<InProcess>().Enter);
        app.UseGateway();
        app.UseHosting();
        app.MapGateway();
        app.MapGroup("").RequireAuthorization(Policies.Open).MapApiPage();
        app.MapGroup("").RequireAuthorization(Policies.Open).MapSessions();
        var modules = app.MapGroup("").RequireAuthorization(Policies.SignedIn);
        modules.MapDirectory();
        modules.MapDrafting();
        modules.MapReview();
        modules.MapArchive();
        modules.MapNotification();
        Policies.Check(app);
        return app;
    }

    private static HttpClient Directory(IServiceProvider services) =>
        new(services.GetRequiredService<InProcess>()) { BaseAddress = new Uri("http://directory") };

    private static Connections Connect(InProcess services)
    {
        var connection = new HttpMessageInvoker(services);
        return new Connections(_ => connection);
    }

    private static TokenMint Mint(IServiceProvider services) => new(services.GetRequiredService<ECDsa>(), services.GetRequiredService<TimeProvider>());
}
