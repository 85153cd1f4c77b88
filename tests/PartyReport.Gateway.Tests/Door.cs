using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartyReport.Contracts.Directory;
using PartyReport.FreePorts;
using PartyReport.Hosting;
using PartyReport.Servers;

namespace PartyReport.Gateway.Tests;

/// <summary>The gateway's pipeline on a free port, in front of an address of drafting that tells the headers it got.</summary>
internal sealed partial class Door : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly WebApplication _app;

    private readonly bool _alone;

    private Door(bool demo, Organisation organisation, Provider? provider, bool alone)
    {
        (Organisation, _alone) = (organisation, alone);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Ear);
        var address = provider is null ? "http://127.0.0.1:0" : $"http://127.0.0.1:{Ports.Free()}";
        builder.WebHost.UseUrls(address);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGateway(_folder, s => new TokenMint(Key, s.GetRequiredService<TimeProvider>()), demo, _ => organisation.Client(),
                provider: provider is null ? null : new SignInProvider(provider.Address, Provider.Client, Provider.Secret, Provider.Employee, "", new Uri(address), "统一登录", "Sign in there"))
            .AddSingleton(new PublicKeys(() => [Key]));
        _app = builder.Build();
        _app.UseGateway();
        _app.MapGateway();
        _app.Map("/api/reports/{**rest}", (HttpRequest request) => request.Headers.Where(h => h.Value.Count > 0).ToDictionary(h => h.Key, h => h.Value.ToString()))
            .RequireAuthorization(Policies.SignedIn).WithMetadata(new ModuleName("drafting"));
    }

    public static ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Organisation Organisation { get; }

    /// <summary>What it warned of.</summary>
    public Ear Ear { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public static async Task<Door> Open(bool demo = true, Provider? provider = null, Engine engine = Engine.Sqlite) =>
        await new Door(demo, await Organisation.Start(new TokenKeys(Key), engine), provider, alone: true).Start();

    /// <summary>Another gateway of the same organisation.</summary>
    public Task<Door> Beside() => new Door(demo: true, Organisation, null, alone: false).Start();

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? cookie = null, params (string Name, string Value)[] headers) =>
        Send(method, path, cookie, null, headers);

    public Task<HttpResponseMessage> Submit(string path, string? cookie, params (string Name, string Value)[] form) =>
        Send(HttpMethod.Post, path, cookie, [.. form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))], []);

    /// <summary>Fills the form of a page in: with the token that the page was given.</summary>
    public async Task<HttpResponseMessage> Fill(string path, string cookie, params (string Name, string Value)[] form)
    {
        using var page = await Send(HttpMethod.Get, path, cookie);
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var kept = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-partyreport-form=", StringComparison.Ordinal)).Split(';')[0];
        return await Submit(path, $"{cookie}; {kept}", [.. form, ("token", Token().Match(text).Groups[1].Value)]);
    }

    private async Task<Door> Start()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(_app.Urls.First());
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address, DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } },
        };
        return this;
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    public static partial Regex Token();

    private async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? cookie, KeyValuePair<string, string>[]? form, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent(form ?? [new("person", DemoCounty.Secretary.ToString())]);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks until the answer is what is waited for; says on failure what it was last.</summary>
    public async Task Eventually(string cookie, System.Net.HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var last = "nothing"; ; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            using var response = await Send(HttpMethod.Get, "/api/reports/1", cookie);
            if (response.StatusCode == status) return;
            last = $"{response.StatusCode}";
            limit.IsCancellationRequested.ShouldBeFalse($"waited for {status}, last saw {last}");
        }
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
        if (_alone) await Organisation.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
