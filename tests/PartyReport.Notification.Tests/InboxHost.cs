using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Notification.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Notification.Tests;

/// <summary>The module over a real database and HTTP. Review and the archive are only their logs.</summary>
internal sealed class InboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModuleData _data;
    private readonly HttpClient _http;

    private InboxHost(WebApplication app, ModuleData data) =>
        (_app, _data, _http) = (app, data, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public EventLog Log => _app.Services.GetRequiredKeyedService<EventLog>(NotificationModule.Name);

    /// <summary>A host that has heard of these events.</summary>
    public static async Task<InboxHost> Start(Engine engine, params IReadOnlyList<object> happened)
    {
        var host = await StartOn(await ModuleData.Create(engine, NotificationModule.Name, typeof(OrganisationReplica).Assembly, typeof(NotificationModule).Assembly));
        foreach (var e in happened) await host.Hear(e);
        return host;
    }

    private static async Task<InboxHost> StartOn(ModuleData data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(data.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHosting().AddSingleton(TestTokens.Keys).AddNotification(builder.Configuration).AddEmbeddedSubscriptions();
        data.AddPublisher(builder.Services, "review");
        data.AddPublisher(builder.Services, "archive");
        data.AddPublisher(builder.Services, "directory");
        var app = builder.Build();
        // A publisher's file exists before anybody follows it.
        app.Services.GetRequiredKeyedService<EventLog>("review");
        app.Services.GetRequiredKeyedService<EventLog>("archive");
        app.Services.GetRequiredKeyedService<EventLog>("directory");
        app.UseHosting();
        app.MapNotification();
        await app.StartAsync(Ct);
        return new InboxHost(app, data);
    }

    /// <summary>Stops, forgets how far the publishers were followed, and starts on the same files: every event comes again.</summary>
    public async Task<InboxHost> RestartFromTheBeginning()
    {
        await Write(Log, [], s => s.Execute("delete from subscription"));
        await Stop();
        var again = await StartOn(_data);
        await again.CaughtUp();
        return again;
    }

    /// <summary>Appends an event to its publisher's log and waits until it is applied.</summary>
    public async Task Hear(object happened)
    {
        var publisher = EventCatalog.NameOf(happened.GetType()).Split('.')[0];
        var log = _app.Services.GetRequiredKeyedService<EventLog>(publisher);
        var version = (await log.Read(s => EventLog.ReadStream(s, Happened.Report))).Count + 1;
        await Write(log, [log.Types.Write(
            Happened.Report, version, happened, new EventHeaders("test", "test", []), DateTimeOffset.UnixEpoch)], _ => Task.CompletedTask);
        await CaughtUp();
    }

    public async Task<InboxView> Inbox(Guid person, string query = "")
    {
        using var response = await Send(HttpMethod.Get, person, "/api/notices" + query, null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<InboxView>(WireJson.Options, Ct))!;
    }

    public Task<HttpResponseMessage> ReadNotice(Guid person, Guid notice, string? key = null) =>
        Send(HttpMethod.Post, person, $"/api/notices/{notice}/reading", key ?? Guid.NewGuid().ToString());

    public async Task<HttpResponseMessage> Send(HttpMethod method, Guid? person, string path, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (person is { } asks) request.Headers.Authorization = TestTokens.For(asks, NotificationModule.Name);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await _http.SendAsync(request, Ct);
    }

    public static async Task ShouldRefuse(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(Ct);
        response.StatusCode.ShouldBe(status, body);
        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    /// <summary>Completes when everything that this service takes is applied or blocked.</summary>
    private async Task CaughtUp()
    {
        await _app.Services.GetRequiredService<EmbeddedSubscriptions>().CaughtUp(Ct);
        (await Log.Read(s => s.Scalar<string>("select error from blocked"))).ShouldBeNull();
    }

    private static Task Write(EventLog log, IReadOnlyList<NewEvent> events, Func<Session, Task> readModel) => log.Commit(
        new CommandKey("test", Guid.NewGuid().ToString()), new StoredAnswer { Status = 200 }, events, readModel, Ct);

    private async Task Stop()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _data.DisposeAsync();
    }
}
