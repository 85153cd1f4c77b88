using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts;
using PartyReport.Eventing;
using PartyReport.Hosting;
using PartyReport.Tokens;

namespace PartyReport.Archive.Tests;

/// <summary>The module over real files and HTTP. The other services are only their logs.</summary>
internal sealed class ArchiveHost : IAsyncDisposable
{
    private static readonly string[] Publishers = ["directory", "drafting", "review", "notification"];
    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private ArchiveHost(string folder, WebApplication app) =>
        (_folder, _app, _http) = (folder, app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Where it keeps its files.</summary>
    public string Folder => _folder;

    public static async Task<ArchiveHost> Start()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("archive-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new(EventingSetup.FolderSetting, folder)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHosting().AddSingleton(TestTokens.Keys).AddArchive(builder.Configuration);
        foreach (var publisher in Publishers) builder.Services.AddEventLog(builder.Configuration, publisher);
        builder.Services.AddEmbeddedSubscriptions();
        var app = builder.Build();
        // A publisher's file exists before anybody follows it.
        foreach (var publisher in Publishers) app.Services.GetRequiredKeyedService<EventLog>(publisher);
        app.UseHosting();
        app.MapArchive();
        await app.StartAsync(Ct);
        return new ArchiveHost(folder, app);
    }

    /// <summary>Appends an event to its publisher's log.</summary>
    public async Task Happens(Guid stream, object happened, params Cause[] causes)
    {
        var log = _app.Services.GetRequiredKeyedService<EventLog>(EventCatalog.NameOf(happened.GetType()).Split('.')[0]);
        var version = (await log.Read(s => EventLog.ReadStream(s, stream))).Count + 1;
        await log.Commit(
            new CommandKey("test", Guid.NewGuid().ToString()), new StoredAnswer { Status = 200 },
            [log.Types.Write(stream, version, happened, new EventHeaders("test", "test", causes), Events.Now)], _ => Task.CompletedTask, Ct);
    }

    /// <summary>Waits until so many leaves are sealed.</summary>
    public Task Sealed(long leaves) => Eventually(
        $"{leaves} leaves are sealed", LogPublisher.Sealed, leaves,
        () => Task.FromResult(_app.Services.GetRequiredService<PublishedLog>().Size));

    /// <summary>Waits until the replica knows so many posts.</summary>
    public Task Knows(long posts) => Eventually(
        $"{posts} posts are known", ArchiveModule.Name, posts,
        () => _app.Services.GetRequiredKeyedService<EventLog>(ArchiveModule.Name)
            .Read(s => s.Scalar<long>("select count(*) from organisation_post")));

    private async Task Eventually(string what, string signal, long least, Func<Task<long>> look)
    {
        var wakeups = _app.Services.GetRequiredService<Wakeups>();
        while (true)
        {
            var next = wakeups.Next(signal);
            var seen = await look();
            if (seen >= least) return;
            try
            {
                await next.WaitAsync(TimeSpan.FromSeconds(30), Ct);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"Waited until {what}; last seen {seen}.", e);
            }
        }
    }

    public async Task<T> Get<T>(Guid person, string path)
    {
        using var response = await Send(person, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Ct));
        return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options, Ct))!;
    }

    /// <summary>An answer that is no JSON.</summary>
    public async Task<string> Text(Guid person, string path)
    {
        using var response = await Send(person, path);
        var text = await response.Content.ReadAsStringAsync(Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    public async Task ShouldRefuse(Guid person, string path, HttpStatusCode status, string code)
    {
        using var response = await Send(person, path);
        response.StatusCode.ShouldBe(status);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code);
    }

    private async Task<HttpResponseMessage> Send(Guid person, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/archive" + path);
        request.Headers.Authorization = TestTokens.For(person, ArchiveModule.Name);
        return await _http.SendAsync(request, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
