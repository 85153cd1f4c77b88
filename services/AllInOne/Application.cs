using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PartyReport.Archive;
using PartyReport.Directory;
using PartyReport.Drafting;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Notification;
using PartyReport.Review;

namespace PartyReport.AllInOne;

/// <summary>Every module in one web application on the loopback address.</summary>
internal static class Application
{
    private const long MaxBody = 2 * 1024 * 1024;
    private static readonly string[] Logs =
        [DirectoryModule.Name, DraftingModule.Name, ReviewModule.Name, ArchiveModule.Name, NotificationModule.Name];

    /// <summary>Builds and starts; returns when every service has caught up with what the others recorded.</summary>
    public static async Task<WebApplication> Start(DataFolder folder, int port, LogLevel verbosity, CancellationToken ct)
    {
        var app = Build(folder, port, verbosity);
        // Subscriptions read the publishers' files, so all of them must exist before the first one starts.
        foreach (var log in Logs) app.Services.GetRequiredKeyedService<EventLog>(log);
        if (folder.WantsDemoCounty) await app.Services.SeedDemoCounty(ct);
        await app.StartAsync(ct);
        await app.Services.GetRequiredService<EmbeddedSubscriptions>().CaughtUp(ct);
        return app;
    }

    public static Uri Address(this WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static WebApplication Build(DataFolder folder, int port, LogLevel verbosity)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration[EventingSetup.FolderSetting] = folder.Path;
        builder.Logging.ClearProviders().SetMinimumLevel(verbosity).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddHosting()
            .AddDirectory(builder.Configuration)
            .AddDrafting(builder.Configuration)
            .AddReview(builder.Configuration)
            .AddArchive(builder.Configuration)
            .AddNotification(builder.Configuration)
            .AddEmbeddedSubscriptions();

        var app = builder.Build();
        app.UseHosting();
        app.MapApiPage();
        app.MapDirectory();
        app.MapDrafting();
        app.MapReview();
        app.MapArchive();
        app.MapNotification();
        return app;
    }
}
