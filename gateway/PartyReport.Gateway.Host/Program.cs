using Microsoft.AspNetCore.Connections;
using PartyReport.Gateway;
using PartyReport.Gateway.Host;
using PartyReport.Hosting;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
{
    // Nothing is watched: settings are checked once.
    ContentRootPath = AppContext.BaseDirectory, Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
});
if (Settings.Of(builder.Configuration, out var errors) is not { } settings)
{
    foreach (var error in errors.Append(SettingsReader.Hint)) await Console.Error.WriteLineAsync(error);
    return ExitCodes.WrongSettings;
}
builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(Proxy.Limit);
builder.Logging.AddLines(builder.Configuration);
// An outage is told by Outages, once; the proxy would tell it at every request, with a stack of calls.
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("PartyReport", LogLevel.Information)
    .AddFilter("Yarp", LogLevel.Error).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
builder.AddTelemetry("gateway");
builder.Services.AddSingleton(TimeProvider.System).AddProblems().Configure<HostOptions>(o => o.ShutdownTimeout = Proxy.StopPatience);
builder.Services.AddGateway(
    settings.Folder, provider => new TokenMint(() => settings.SigningKeys.Current, provider.GetRequiredService<TimeProvider>()), settings.DemoCounty,
    provider => Resilience.Directory(provider, settings), settings.RequestsPerSecond, settings.Provider)
    .AddSingleton(settings).AddSingleton<ApiDocument>().AddSingleton(new PublicKeys(() => settings.SigningKeys.Published))
    .AddSingleton(settings.SigningKeys).AddHostedService<KeyRotation>()
    .AddSingleton(provider => Services.Connect(provider, settings));
builder.Services.AddReverseProxy().LoadFromMemory(Proxy.Routes, Proxy.Clusters(settings)).AddTransforms(Proxy.Transforms);
builder.Services.AddResilience([.. settings.Services.Keys, SignInProvider.Scheme]);
Resilience.AddProvider(builder.Services);

await using var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
settings.Proxies.Use(app);
app.UseGateway();
app.MapGateway();
var open = app.MapGroup("").RequireAuthorization(Policies.Open);
ApiDocument.Map(open);
open.MapScalar();
var health = app.MapGroup("/health").RequireAuthorization(Policies.Open).DisableHttpMetrics();
health.MapGet("/live", () => Results.Ok(new { live = true }));
health.MapGet("/ready", () => Results.Ok(new { ready = true }));
app.MapReverseProxy(pipeline => pipeline.UseMiddleware<Outages>())
    .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(new ModuleName(route.ClusterId!)));
Policies.Check(app);
try
{
    await app.RunAsync();
    return ExitCodes.Ok;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{e.Message} Another process listens there; choose another address with ASPNETCORE_URLS.");
    return ExitCodes.InUse;
}
