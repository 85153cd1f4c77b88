using System.Diagnostics;
using System.Net;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

public sealed class HungTests
{
    [Fact]
    public async Task Try()
    {
        await using var way = new Way("Host=127.0.0.1;Port=1");
        way.Swallow();
        using var settings = new Settings();
        settings.With("Postgres:ConnectionString", $"Host=127.0.0.1;Port={way.Port};Database=a;Username=b;Timeout=60");
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/reports/{Guid.NewGuid()}");
        request.Headers.Authorization = TestTokens.For(Guid.NewGuid(), "drafting");
        var inFlight = host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        var ended = await host.Stop();
        Console.WriteLine($"HUNG {ended.Code} {watch.Elapsed} {ended.Output} {ended.Error}");
        try { Console.WriteLine((await inFlight).StatusCode); } catch (HttpRequestException e) { Console.WriteLine(e.Message); }
    }
}
