using System.Diagnostics;
using System.Net;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

public sealed class StopTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_in_flight_are_answered_before_the_process_ends()
    {
        await using var way = Silent();
        using var settings = To(way, patience: 3);
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);

        var inFlight = Ask(host);
        await way.MetTwice;
        await host.Terminate();

        (await inFlight).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await host.End()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_request_that_hangs_holds_the_process_for_ten_seconds_at_most()
    {
        await using var way = Silent();
        using var settings = To(way, patience: 60);
        await using var host = HostProcess.Start("Drafting", settings);
        await host.Answers("/health/live", HttpStatusCode.OK);
        var cut = Should.ThrowAsync<HttpRequestException>(() => Ask(host));
        await way.MetTwice;

        var watch = Stopwatch.StartNew();
        var ended = await host.Stop();

        ended.Code.ShouldBe(0, ended.Error);
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(15));
        await cut;
    }

    [Fact]
    public async Task An_address_in_use_is_told_with_its_own_exit_code()
    {
        using var settings = new Settings();
        await using var first = HostProcess.Start("Drafting", settings);
        await first.Answers("/health/live", HttpStatusCode.OK);

        var second = await HostProcess.Run("Drafting", settings.With("ASPNETCORE_URLS", first.Http.BaseAddress!.ToString()));

        second.Code.ShouldBe(3);
        second.Error.ShouldContain("ASPNETCORE_URLS");
    }

    // Asks the database, which the background has done first.
    private static async Task<HttpResponseMessage> Ask(HostProcess host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/reports/{Guid.NewGuid()}");
        request.Headers.Authorization = TestTokens.For(Guid.NewGuid(), "drafting");
        return await host.Http.SendAsync(request, Ct);
    }

    private static Way Silent()
    {
        var way = new Way("Host=127.0.0.1;Port=1");
        way.Swallow();
        return way;
    }

    private static Settings To(Way way, int patience) => new Settings().With(
        "Postgres:ConnectionString", $"Host=127.0.0.1;Port={way.Port};Database=a;Username=b;Timeout={patience}");
}
