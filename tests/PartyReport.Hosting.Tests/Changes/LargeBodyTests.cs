using System.Net;
using System.Text.Json;
using PartyReport.Eventing;
using PartyReport.Tokens;

namespace PartyReport.Hosting.Tests;

public sealed class LargeBodyTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly Guid Session = Server.Id(7);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_may_not_send_a_large_body_is_refused_before_any_of_it_is_read()
    {
        await using var server = await Server.Start();
        server.Counters.MayNotSend = Refusal.Forbidden("counter.not-yours", "Not yours.");
        using var body = new Watched();

        var (status, text) = await Send(server, body);

        (status, Code(text)).ShouldBe((HttpStatusCode.Forbidden, "counter.not-yours"));
        body.WasSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_takes_two_large_bodies_at_a_time()
    {
        await using var server = await Server.Start();
        var (arrived, go) = (new SemaphoreSlim(0), new TaskCompletionSource());
        server.Counters.Between = () =>
        {
            arrived.Release();
            return go.Task;
        };

        var two = Enumerable.Range(0, 2).Select(_ => Send(server, new ByteArrayContent(new byte[10]))).ToList();
        for (var n = 0; n < 2; n++) await arrived.WaitAsync(Ct);
        var third = Send(server, new ByteArrayContent(new byte[10]));
        // Were it taken, it would stand where the two others do.
        await Task.WhenAny(third, arrived.WaitAsync(Ct));
        go.SetResult();

        ((await third).Status, Code((await third).Text)).ShouldBe((HttpStatusCode.TooManyRequests, "request.uploads-busy"));
        foreach (var reply in await Task.WhenAll(two)) reply.Status.ShouldBe(HttpStatusCode.OK);
        (await Send(server, new ByteArrayContent(new byte[10]))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_put_aside_of_a_body_is_its_owners_alone_and_gone_with_the_request()
    {
        await using var server = await Server.Start();
        var before = Aside();
        var seen = new Dictionary<string, UnixFileMode>();
        server.Counters.Between = () =>
        {
            foreach (var file in Aside().Except(before)) seen[file] = OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(file);
            return Task.CompletedTask;
        };

        var (status, text) = await Send(server, new ByteArrayContent(new byte[Counters.LargeBytes]));

        (status, text).ShouldBe((HttpStatusCode.OK, $"{Session} {Counters.LargeBytes}"));
        seen.Values.Distinct().ShouldBe([OwnerOnly]);
        Aside().Intersect(seen.Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_says_by_which_session_or_key_the_person_acted()
    {
        await using var server = await Server.Start();
        using var request = Request(new StringContent("""{"amount":1,"note":"述"}""", System.Text.Encoding.UTF8, "application/json"), Server.Address(1));

        using var response = await server.Client.SendAsync(request, Ct);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var headers = EventTypes.ReadHeaders((await server.Events()).Single());
        (headers.Session, headers.Actor).ShouldBe((Session, Server.Person.ToString("D")));
    }

    private static List<string> Aside() => [.. Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*")];

    private static string? Code(string text) => JsonDocument.Parse(text).RootElement.GetProperty("code").GetString();

    private static async Task<(HttpStatusCode Status, string Text)> Send(Server server, HttpContent body)
    {
        // Sent when it is asked for, and not before.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = server.Client.BaseAddress };
        using var request = Request(body, "/api/counters/large");
        request.Headers.ExpectContinue = true;
        using var response = await client.SendAsync(request, Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private static HttpRequestMessage Request(HttpContent body, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var token = new TokenMint(TestTokens.Key, TimeProvider.System).For(Server.Person, "sample", TokenClaims.None with { Session = Session });
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    private sealed class Watched : HttpContent
    {
        // A smaller one is sent in any case.
        private const int Length = 100_000;

        public bool WasSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasSent = true;
            return stream.WriteAsync(new byte[Length], Ct).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Length;
            return true;
        }
    }
}
