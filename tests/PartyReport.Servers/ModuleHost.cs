using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Tokens;

namespace PartyReport.Servers;

/// <summary>A module over HTTP, on data of its own. Other services are only their logs.</summary>
public sealed class ModuleHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModuleData _data;
    private readonly string _name;
    private readonly HttpClient _http;

    private readonly bool _ownsData;

    private ModuleHost(WebApplication app, ModuleData data, string name, bool ownsData) =>
        (_app, _data, _name, _ownsData, _http) = (app, data, name, ownsData, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public IServiceProvider Services => _app.Services;

    public EventLog Log => Services.GetRequiredKeyedService<EventLog>(_name);

    /// <param name="publishers">Services whose events the module follows.</param>
    public static Task<ModuleHost> Start(
        ModuleData data, string name, Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map,
        params string[] publishers) => Start(data, name, add, map, ownsData: true, publishers);

    /// <summary>Another replica on the same data, which stays when this one goes.</summary>
    public static Task<ModuleHost> StartReplica(
        ModuleData data, string name, Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map) =>
        Start(data, name, add, map, ownsData: false, []);

    private static async Task<ModuleHost> Start(
        ModuleData data, string name, Action<IServiceCollection, IConfiguration> add, Action<IEndpointRouteBuilder> map, bool ownsData,
        string[] publishers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(data.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHosting().AddSingleton(TestTokens.Keys);
        add(builder.Services, builder.Configuration);
        foreach (var publisher in publishers) data.AddPublisher(builder.Services, publisher);
        if (publishers is not []) builder.Services.AddEmbeddedSubscriptions();
        var app = builder.Build();
        // A publisher's file exists before anybody follows it.
        foreach (var publisher in publishers) app.Services.GetRequiredKeyedService<EventLog>(publisher);
        app.UseHosting();
        map(app);
        await app.StartAsync();
        return new ModuleHost(app, data, name, ownsData);
    }

    /// <summary>Records an event in its publisher's log and waits until the module has applied or blocked it.</summary>
    public async Task Happens(Guid stream, object happened, params Cause[] causes)
    {
        var log = Services.GetRequiredKeyedService<EventLog>(EventCatalog.NameOf(happened.GetType()).Split('.')[0]);
        var version = (await log.Read(s => EventLog.ReadStream(s, stream))).Count + 1;
        await log.Commit(
            new CommandKey("test", Guid.NewGuid().ToString()), new StoredAnswer { Status = 200 },
            [log.Types.Write(stream, version, happened, new EventHeaders("test", "test", causes), DateTimeOffset.UnixEpoch)],
            _ => Task.CompletedTask, CancellationToken.None);
        await Services.GetRequiredService<EmbeddedSubscriptions>().CaughtUp(CancellationToken.None);
    }

    public Task<ModuleReply> Get(Guid person, string path) => Send(HttpMethod.Get, person, path, null, null);

    /// <param name="key">Idempotency key; absent: a new one. Empty: none is sent.</param>
    public Task<ModuleReply> Post(Guid person, string path, object body, string? key = null, string? ifMatch = null) => Send(
        HttpMethod.Post, person, path, JsonContent.Create(body, body.GetType(), options: WireJson.Options), ifMatch, key);

    public Task<ModuleReply> Post(Guid person, string path, byte[] body) =>
        Send(HttpMethod.Post, person, path, new ByteArrayContent(body), null);

    public Task<ModuleReply> Put(Guid person, string path, object body, string? ifMatch = null) => Send(
        HttpMethod.Put, person, path, JsonContent.Create(body, body.GetType(), options: WireJson.Options), ifMatch);

    public Task<ModuleReply> Delete(Guid person, string path, string? ifMatch = null) => Send(HttpMethod.Delete, person, path, null, ifMatch);

    /// <summary>A call of another service in its own name.</summary>
    public async Task<ModuleReply> AsService(string caller, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = TestTokens.ForService(caller, _name, Clock);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        using var response = await _http.SendAsync(request);
        return new ModuleReply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag?.ToString());
    }

    private TimeProvider Clock => Services.GetRequiredService<TimeProvider>();

    private async Task<ModuleReply> Send(HttpMethod method, Guid person, string path, HttpContent? body, string? ifMatch, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = TestTokens.For(person, _name, Clock);
        if (method != HttpMethod.Get && key is not "") request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await _http.SendAsync(request);
        return new ModuleReply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.ETag?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsData) await _data.DisposeAsync();
    }
}

/// <summary>An answer of a module.</summary>
public sealed record ModuleReply(int Status, byte[] Body, string? ETag)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Code of a refusal.</summary>
    public string? Code => JsonDocument.Parse(Body).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;

    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, WireJson.Options)!;
}
