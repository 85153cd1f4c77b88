using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PartyReport.Contracts;

namespace PartyReport.EndToEnd.Tests;

/// <summary>
/// The gateway as a patient client uses it: what was not answered, or answered with an outage, is sent again under the same
/// key until there is an answer.
/// </summary>
internal sealed class Door(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = address, Timeout = TimeSpan.FromSeconds(20),
    };
    private readonly ConcurrentDictionary<Guid, string> _sessions = new();

    public Task<T> Get<T>(Guid person, string path, Func<T, bool> enough, CancellationToken ct) =>
        Until(person, () => new HttpRequestMessage(HttpMethod.Get, path), enough, ct);

    /// <summary>Sends a change until it is done. Refusals of a state that has not come yet are repeated as well.</summary>
    public Task<T> Change<T>(Guid person, string path, object body, CancellationToken ct)
    {
        var key = Guid.NewGuid().ToString();
        return Until<T>(person, () => new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = Content(body), Headers = { { "Idempotency-Key", key } },
        }, _ => true, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Until<T>(Guid person, Func<HttpRequestMessage> request, Func<T, bool> enough, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pause);
        using var patience = new CancellationTokenSource(Patience);
        var last = "nothing";
        while (!patience.IsCancellationRequested)
        {
            try
            {
                using var response = await Send(person, request(), ct);
                last = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}";
                if (response.IsSuccessStatusCode && await response.Content.ReadFromJsonAsync<T>(WireJson.Options, ct) is { } read && enough(read))
                    return read;
                if (response.StatusCode is HttpStatusCode.Unauthorized) _sessions.TryRemove(person, out _);
                if ((int)response.StatusCode is >= 400 and < 500 and not (401 or 403 or 404 or 409)) break;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || e is TaskCanceledException && !ct.IsCancellationRequested)
            {
                last = e.Message;
            }
            await timer.WaitForNextTickAsync(ct);
        }
        using var asked = request();
        throw new InvalidOperationException($"gave up on {asked.Method} {asked.RequestUri}: {last}");
    }

    private async Task<HttpResponseMessage> Send(Guid person, HttpRequestMessage request, CancellationToken ct)
    {
        if (!_sessions.TryGetValue(person, out var session)) session = _sessions[person] = await SignIn(person, ct);
        request.Headers.Add("Cookie", session);
        return await _http.SendAsync(request, ct);
    }

    private async Task<string> SignIn(Guid person, CancellationToken ct)
    {
        using var response = await _http.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", person.ToString())]), ct);
        return response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.First().Split(';')[0]
            : throw new HttpRequestException($"sign-in: {(int)response.StatusCode}");
    }

    private static HttpContent Content(object body)
    {
        if (body is not byte[] bytes) return JsonContent.Create(body, options: WireJson.Options);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return content;
    }
}
