using PartyReport.Gateway;
using PartyReport.Gateway.Host;
using PartyReport.Hosting;

var builder = WebApplication.CreateSlimBuilder(args);
var settings = Settings.Of(builder.Configuration);
if (settings.Errors.Count > 0)
{
    foreach (var error in settings.Errors) await Console.Error.WriteLineAsync(error);
    return 2;
}
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
});
builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
    .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
builder.AddTelemetry("gateway");
builder.Services.AddProblemDetails();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddGateway(settings.Folder, provider => new TokenMint(
    SigningKey.Open(settings.SigningKeyFile), provider.GetRequiredService<TimeProvider>()), settings.DemoCounty);
builder.Services.AddReverseProxy().LoadFromMemory(Proxy.Routes, Proxy.Clusters(settings)).AddTransforms(Proxy.Transforms);

var app = builder.Build();
// Made before anybody waits for it: the services need its public half to start.
SigningKey.Open(settings.SigningKeyFile).Dispose();
app.UseExceptionHandler();
app.UseGateway();
app.MapGateway();
app.MapGet("/health/live", () => Results.Ok(new { live = true })).RequireAuthorization(Policies.Open).ExcludeFromDescription();
app.MapGet("/health/ready", () => Results.Ok(new { ready = true })).RequireAuthorization(Policies.Open).ExcludeFromDescription();
app.MapReverseProxy(pipeline => pipeline.Use(Proxy.TellOutage))
    .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(new ModuleName(route.ClusterId!)));
Policies.Check(app);
await app.RunAsync();
return 0;
