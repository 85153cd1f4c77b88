using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Operations.Http;
using PartyReport.Directory;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Gateway.Tests;

/// <summary>The directory with the demo county on a port of its own, as the gateway's only acquaintance.</summary>
internal sealed class Organisation : IAsyncDisposable
{
    public const string Password = "a better one 1";
    private readonly ModuleData _data;
    private readonly WebApplication _app;
    private int _stateQuestions;

    private Organisation(WebApplication app, ModuleData data) => (_app, _data) = (app, data);

    /// <summary>How often it was asked about a session.</summary>
    public int StateQuestions => Volatile.Read(ref _stateQuestions);

    public static async Task<Organisation> Start(TokenKeys keys, Engine engine)
    {
        var data = await ModuleData.Create(engine, DirectoryModule.Name, typeof(DirectoryModule).Assembly);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHosting().AddSingleton(TimeProvider.System).AddSingleton(keys);
        builder.Configuration.AddInMemoryCollection(data.Settings);
        Configure(builder, data.Folder);
        var app = builder.Build();
        var organisation = new Organisation(app, data);
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/internal/sessions/state") Interlocked.Increment(ref organisation._stateQuestions);
            return next(context);
        });
        app.UseHosting();
        app.MapDirectory();
        app.MapSessions();
        await app.StartAsync();
        await app.Services.SeedDemoCounty(CancellationToken.None);
        return organisation;
    }

    public static void Configure(WebApplicationBuilder builder, string folder)
    {
        builder.Configuration["Data:Folder"] = folder;
        builder.Configuration["Demo:County"] = "true";
        builder.Configuration["Accounts:PasswordRounds"] = "10";
        builder.Services.AddDirectory(builder.Configuration);
    }

    public HttpClient Client() => new() { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>An account of the secretary with an initial password.</summary>
    public Task<AccountView> Opened(string name = "chenzy") => Change<AccountView>(HttpMethod.Post, "/api/accounts", new OpenAccountRequest(DemoCounty.Secretary, name));

    public Task<ApiKeyView> KeyFor(Guid account, params string[] scopes) =>
        Change<ApiKeyView>(HttpMethod.Post, $"/api/accounts/{account}/keys", new IssueApiKeyRequest("统计系统", scopes, 30));

    public Task<AccountView> Disable(Guid account) =>
        Change<AccountView>(HttpMethod.Put, $"/api/accounts/{account}/state", new SetAccountStateRequest(false));

    public Task<AccountView> Link(Guid account, string issuer, string subject) =>
        Change<AccountView>(HttpMethod.Put, $"/api/accounts/{account}/link", new LinkAccountRequest(issuer, subject));

    public Task<AccountView> Unlink(Guid account) => Change<AccountView>(HttpMethod.Delete, $"/api/accounts/{account}/link", new { });

    /// <summary>What keys were denied, as the security administrator reads it.</summary>
    public async Task<List<AccessView>> Denied()
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/operations/directory/access");
        request.Headers.Authorization = new("Bearer", new TokenMint(Door.Key, TimeProvider.System).For(DemoCounty.SecurityAdministrator, "directory"));
        using var response = await client.SendAsync(request);
        var all = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<List<AccessView>>(WireJson.Options))!;
        return [.. all.Where(v => v.Rule.StartsWith("key.", StringComparison.Ordinal))];
    }

    /// <summary>It does not answer any more.</summary>
    public Task GoAway() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _data.DisposeAsync();
    }

    private async Task<T> Change<T>(HttpMethod method, string path, object body)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options) };
        request.Headers.Authorization = new("Bearer", new TokenMint(Door.Key, TimeProvider.System).For(DemoCounty.SecurityAdministrator, "directory"));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options))!;
    }
}
