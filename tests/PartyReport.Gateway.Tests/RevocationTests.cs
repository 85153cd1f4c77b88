using System.Diagnostics;
using System.Net;
using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Gateway.Tests;

/// <summary>
/// Two gateways of one organisation. From the answer of what ends a session to the last request that is still let through and to the end of
/// its open streams it is a second at most, at the gateway that was asked and at the other.
/// </summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);
    private Door _one = null!, _two = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await Door.Open();
        _two = await _one.Beside();
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("signed out")]
    [InlineData("password changed")]
    public async Task A_session_that_ends_is_out_at_both_gateways_within_a_second_and_its_streams_close(string cause)
    {
        var (account, session) = await InUse();
        var streams = await Task.WhenAll(Streaming(_one, session), Streaming(_two, session));
        foreach (var door in new[] { _one, _two }) (await Status(door, session)).ShouldBe(HttpStatusCode.OK);

        await End(cause, account, session);
        var since = Stopwatch.StartNew();
        var seen = await Task.WhenAll(LastAdmitted(_one, session, since), LastAdmitted(_two, session, since), Ends(streams[0], since), Ends(streams[1], since));

        seen.ShouldAllBe(s => s < Within, string.Join(", ", seen));
        foreach (var stream in streams) stream.Dispose();
    }

    [Fact]
    public async Task A_session_has_so_many_open_streams_and_another_session_has_its_own()
    {
        var (_, session) = await InUse();
        var streams = await Task.WhenAll(Enumerable.Range(0, HeldSession.MostStreams).Select(_ => Streaming(_one, session)));

        using var more = await _one.Send(HttpMethod.Get, EventStream.Address, session);
        using var others = await Streaming(_one, (await _one.SignIn()).Split(';')[0]);
        streams[0].Dispose();
        using var after = await Freed(session);

        await more.ShouldReveal(HttpStatusCode.TooManyRequests, "request.too-many", session);
        more.Headers.RetryAfter.ShouldNotBeNull();
        foreach (var stream in streams) stream.Dispose();
    }

    private async Task End(string cause, AccountView account, string session)
    {
        if (cause == "disabled") await _one.Organisation.Disable(account.Id);
        else if (cause == "signed out") (await _one.Submit("/sign-out", session)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        else (await _one.Fill("/password", session, ("current", Organisation.Password), ("next", "another one 22"))).Headers.Location!.ToString().ShouldBe("/");
    }

    // A request that began before the end was told may be let through however long its answer takes.
    private static async Task<TimeSpan> LastAdmitted(Door door, string session, Stopwatch since)
    {
        for (var admitted = TimeSpan.Zero; ;)
        {
            since.Elapsed.ShouldBeLessThan(Patience);
            var began = since.Elapsed;
            var status = await Status(door, session);
            if (status == HttpStatusCode.Unauthorized) return admitted;
            status.ShouldBe(HttpStatusCode.OK);
            admitted = began;
        }
    }

    private static async Task<TimeSpan> Ends(HttpResponseMessage stream, Stopwatch since)
    {
        await using var body = await stream.Content.ReadAsStreamAsync(Ct);
        var heartbeats = new byte[100];
        while (await body.ReadAsync(heartbeats, Ct).AsTask().WaitAsync(Patience, Ct) > 0) { }
        return since.Elapsed;
    }

    private static async Task<HttpResponseMessage> Streaming(Door door, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, EventStream.Address) { Headers = { { "Cookie", session } } };
        var response = await door.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response;
    }

    // The gateway learns that a reader has gone a moment after they went.
    private async Task<HttpResponseMessage> Freed(string session)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, EventStream.Address) { Headers = { { "Cookie", session } } };
            var response = await _one.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode == HttpStatusCode.OK) return response;
            response.Dispose();
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<(AccountView Account, string Session)> InUse()
    {
        var account = await _one.Organisation.Opened();
        using var first = await _one.Submit("/sign-in", null, ("name", "chenzy"), ("password", account.InitialPassword!));
        using var changed = await _one.Fill("/password", Cookie(first), ("current", account.InitialPassword!), ("next", Organisation.Password));
        return (account, Cookie(changed));
    }

    private static string Cookie(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static async Task<HttpStatusCode> Status(Door door, string session)
    {
        using var response = await door.Send(HttpMethod.Get, "/api/reports/1", session);
        return response.StatusCode;
    }
}
