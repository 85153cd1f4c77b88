using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts.Directory;
using PartyReport.Hosting;

namespace PartyReport.Gateway.Tests;

/// <summary>The gateway's pipeline on a free port, in front of an address of drafting that tells the headers it got.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly WebApplication _app;

    private Door(bool demo)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGateway(_folder, s => new TokenMint(Key, s.GetRequiredService<TimeProvider>()), demo);
        _app = builder.Build();
        _app.UseGateway();
        _app.MapGateway();
        _app.Map("/api/reports/{**rest}", (HttpRequest request) => request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()))
            .RequireAuthorization(Policies.SignedIn).WithMetadata(new ModuleName("drafting"));
    }

    public static ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public HttpClient Http { get; private set; } = null!;

    public static async Task<Door> Open(bool demo = true)
    {
        var door = new Door(demo);
        await door._app.StartAsync(TestContext.Current.CancellationToken);
        door.Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(door._app.Urls.First()) };
        return door;
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([new("person", DemoCounty.Secretary.ToString())]);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> SignIn()
    {
        using var response = await Send(HttpMethod.Post, "/sign-in");
        return response.Headers.GetValues("Set-Cookie").Single();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
