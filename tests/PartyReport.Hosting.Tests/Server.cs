using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Eventing;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Hosting.Tests;

/// <summary>A server with the module of counters, on a free port of this machine.</summary>
internal sealed class Server : IAsyncDisposable
{
    public static readonly Guid Person = new("00000000-0000-0000-0000-000000000101");
    private readonly ModuleData _data;
    private readonly WebApplication _app;

    private Server(string environment, ModuleData data)
    {
        _data = data;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(data.Settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHosting().AddSingleton(TestTokens.Keys).AddEventLog(builder.Configuration, "sample", typeof(Server).Assembly).AddSingleton(Counters);
        _app = builder.Build();
        _app.UseHosting();
        Hosting.Tests.Counters.Map(_app);
    }

    public Counters Counters { get; } = new();
    public HttpClient Client { get; private set; } = null!;
    public EventLog Log => _app.Services.GetRequiredKeyedService<EventLog>("sample");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Server> Start(string environment = "Production", Engine engine = Engine.Sqlite)
    {
        var server = new Server(environment, await ModuleData.Create(engine, "sample", typeof(Server).Assembly));
        await server._app.StartAsync(Ct);
        server.Client = new HttpClient { BaseAddress = new Uri(server._app.Urls.First()) };
        return server;
    }

    public Task<Reply> Post(
        string body = """{"amount":1,"note":"述"}""", string? key = "key", string? person = null, int counter = 1,
        string? ifMatch = null, HttpMethod? method = null, string query = "") =>
        Send(method ?? HttpMethod.Post, Address(counter) + query, body, key, person ?? Person.ToString(), ifMatch);

    public Task<Reply> Get(string address, string? person) => Send(HttpMethod.Get, address, null, null, person, null);

    public static string Address(int counter) => $"/api/counters/{Id(counter)}";

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public Task<List<RecordedEvent>> Events(int counter = 1) => Log.Read(s => EventLog.ReadStream(s, Id(counter)));

    private async Task<Reply> Send(HttpMethod method, string address, string? body, string? key, string? person, string? ifMatch)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (Guid.TryParse(person, out var asks)) request.Headers.Authorization = TestTokens.For(asks, "sample");
        else if (person is not null) request.Headers.TryAddWithoutValidation("Authorization", person);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await Client.SendAsync(request, Ct);
        return new Reply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(Ct),
            response.Headers.Location?.ToString(), response.Headers.ETag?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _data.DisposeAsync();
    }
}

internal sealed record Reply(int Status, string? MediaType, byte[] Body, string? Location, string? ETag)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? this[string member] =>
        JsonDocument.Parse(Body).RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>Status and code of a refusal.</summary>
    public (int Status, string? Code) Refused => (Status, MediaType == "application/problem+json" ? this["code"] : null);
}
