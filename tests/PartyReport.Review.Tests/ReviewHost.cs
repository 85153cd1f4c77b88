using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Contracts.Review;
using PartyReport.Contracts.Review.Http;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Servers;
using PartyReport.Tokens;

namespace PartyReport.Review.Tests;

/// <summary>The module over a real database and HTTP. Drafting and Directory are only their logs.</summary>
internal sealed class ReviewHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModuleData _data;
    private readonly HttpClient _http;

    private ReviewHost(WebApplication app, ModuleData data) =>
        (_app, _data, _http) = (app, data, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public EventLog Log => _app.Services.GetRequiredKeyedService<EventLog>(ReviewModule.Name);

    /// <summary>A host whose county stands and whose report was submitted.</summary>
    public static async Task<ReviewHost> StartSubmitted(Engine engine = Engine.Sqlite)
    {
        var host = await Start(engine);
        await host.Submit(County.Submitted(1));
        return host;
    }

    /// <summary>A host whose county stands and whose cycle is open.</summary>
    public static async Task<ReviewHost> Start(Engine engine = Engine.Sqlite)
    {
        var host = await StartEmpty(engine);
        foreach (var unit in County.Units) await host.Append("directory", unit.Unit, unit);
        foreach (var post in County.Posts) await host.Append("directory", post.Post, post);
        await host.CaughtUp();
        await host.Append("drafting", County.Cycle, County.Opened(County.Cycle));
        return host;
    }

    /// <summary>A host that has heard of nothing.</summary>
    public static async Task<ReviewHost> StartEmpty(Engine engine) => await StartOn(await ModuleData.Create(
        engine, ReviewModule.Name, typeof(OrganisationReplica).Assembly, typeof(ReviewModule).Assembly));

    private static async Task<ReviewHost> StartOn(ModuleData data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(data.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHosting().AddSingleton(TestTokens.Keys).AddReview(builder.Configuration).AddEmbeddedSubscriptions();
        data.AddPublisher(builder.Services, "drafting");
        data.AddPublisher(builder.Services, "directory");
        var app = builder.Build();
        // A publisher's file exists before anybody follows it.
        app.Services.GetRequiredKeyedService<EventLog>("drafting");
        app.Services.GetRequiredKeyedService<EventLog>("directory");
        app.UseHosting();
        app.MapReview();
        await app.StartAsync(Ct);
        return new ReviewHost(app, data);
    }

    /// <summary>
    /// Stops, forgets how far Drafting was followed and its cycles, and starts on the same files: every event comes again, in one slice.
    /// </summary>
    public async Task<ReviewHost> RestartFromTheBeginning()
    {
        await Write(Log, [], s => s.Execute("delete from subscription where name = 'submissions'; delete from cycle"));
        await Stop();
        var again = await StartOn(_data);
        await again.CaughtUp();
        return again;
    }

    public async Task Submit(Contracts.Drafting.ReportSubmitted submitted)
    {
        await Append("drafting", submitted.Report, submitted);
        await CaughtUp();
    }

    public async Task Append(string publisher, Guid stream, object happened)
    {
        var log = _app.Services.GetRequiredKeyedService<EventLog>(publisher);
        var version = (await log.Read(s => EventLog.ReadStream(s, stream))).Count + 1;
        await Write(log, [log.Types.Write(stream, version, happened, new EventHeaders("test", "test", []), DateTimeOffset.UnixEpoch)],
            _ => Task.CompletedTask);
    }

    /// <summary>Completes when everything that this service takes is applied or blocked.</summary>
    public async Task CaughtUp()
    {
        await _app.Services.GetRequiredService<EmbeddedSubscriptions>().CaughtUp(Ct);
    }

    /// <summary>Completes when a review of the report is open, at the latest by the next retry of what was early.</summary>
    public async Task Opened(Guid report)
    {
        var wakeups = _app.Services.GetRequiredService<Wakeups>();
        while (true)
        {
            var next = wakeups.Next(ReviewModule.Name);
            if ((await Stream(report)).Count > 0) return;
            try
            {
                await next.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"Waited until a review of {report} is open; blocked because: {await BlockedBecause()}", e);
            }
        }
    }

    public async Task<IReadOnlyList<object>> Stream(Guid report) =>
        [.. (await Log.Read(s => EventLog.ReadStream(s, report))).Select(Log.Types.Read)];

    public Task<string?> BlockedBecause() => Log.Read(s => s.Scalar<string>("select error from blocked"));

    public Task<HttpResponseMessage> Get(Guid person, string path) => Send(HttpMethod.Get, person, path, null, null);

    public async Task<T> Read<T>(Guid person, string path)
    {
        using var response = await Get(person, path);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options, Ct))!;
    }

    public Task<HttpResponseMessage> Decide(Guid person, DecideRequest request, string? key = null, Guid? report = null) =>
        Send(HttpMethod.Post, person, $"/api/reviews/{report ?? County.Report}/decisions", request, key ?? Guid.NewGuid().ToString());

    public Task<HttpResponseMessage> Approve(Guid person, int revision = 1, string? key = null) =>
        Decide(person, new(StageOf(person), revision, $"hash-{revision}", Verdicts.Approve), key);

    public Task<HttpResponseMessage> Return(Guid person, int revision = 1, string? key = null) =>
        Decide(person, new(StageOf(person), revision, $"hash-{revision}", Verdicts.Return, "第二部分缺少数据。"), key);

    // Each person of the county reviews in one stage; whoever reviews in none speaks of the first.
    private static int StageOf(Guid person) => person == County.Reviewer ? 2 : person == County.LastReviewer ? 3 : 1;

    public async Task<HttpResponseMessage> Send(HttpMethod method, Guid? person, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (person is { } asks) request.Headers.Authorization = TestTokens.For(asks, ReviewModule.Name);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        return await _http.SendAsync(request, Ct);
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
