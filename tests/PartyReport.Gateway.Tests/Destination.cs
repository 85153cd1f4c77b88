using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Directory;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Tests;

/// <summary>What reached a service.</summary>
internal sealed record Reached(Guid? Person, string Address, Dictionary<string, string> Headers, long Length);

/// <summary>
/// A service behind the gateway. Under reports it is drafting and believes tokens as every service does; under cycles it asks
/// nobody, and under units it takes itself for drafting although the gateway goes there for the directory.
/// </summary>
internal sealed class Destination(WebApplication app, string folder) : IAsyncDisposable
{
    public static async Task<Destination> Start(string publicKey, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddHosting().AddSingleton(TimeProvider.System).AddSingleton(_ => TokenKeys.FromFile(publicKey));
        var folder = System.IO.Directory.CreateTempSubdirectory("destination-").FullName;
        Organisation.Configure(builder, folder);
        var app = builder.Build();
        app.UseHosting();
        app.MapSessions();
        app.MapOpenApi();
        foreach (var address in new[] { "/api/reports", "/api/units" })
            app.MapModule("drafting", address).MapGet("/{**rest}", (HttpRequest request, Actor actor) => Tell(request, actor.Person));
        app.Map("/api/cycles/{**rest}", (HttpRequest request) => Tell(request, null));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Destination(app, folder);
    }

    public static async Task<Reached> Read(HttpResponseMessage response) => JsonSerializer.Deserialize<Reached>(
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;

    /// <summary>It does not answer any more.</summary>
    public Task GoAway() => app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<Reached> Tell(HttpRequest request, Guid? person)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new Reached(person, request.GetEncodedPathAndQuery(), request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body.Length);
    }
}
