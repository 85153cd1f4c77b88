using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.SixProcesses;

/// <summary>
/// The gateway as a patient client uses it: what was not answered, or answered with an outage, is sent again under the same
/// key until there is an answer. Every attempt is told to <paramref name="recorder"/>.
/// </summary>
public sealed class Door(Uri address, Action<Attempt>? recorder = null, TimeSpan? patience = null) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(90);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = address, Timeout = TimeSpan.FromSeconds(20), DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } },
    };
    private readonly ConcurrentDictionary<Guid, string> _sessions = new();

    private sealed record Request(HttpMethod Method, string Path, byte[]? Body, string MediaType, string? Key);

    public Task<T> Get<T>(Guid person, string path, Func<T, bool> enough, CancellationToken ct) =>
        Until(person, new Request(HttpMethod.Get, path, null, "", null), enough, ct);

    /// <summary>Sends a change until it is done. Refusals of a state that has not come yet are repeated as well.</summary>
    public Task<T> Change<T>(Guid person, string path, object body, CancellationToken ct) => Change<T>(HttpMethod.Post, person, path, body, ct);

    /// <summary>The same, with another method.</summary>
    public Task<T> Change<T>(HttpMethod method, Guid person, string path, object body, CancellationToken ct) =>
        Until<T>(person, body is byte[] text
            ? new Request(method, path, text, "text/plain", Guid.NewGuid().ToString())
            : new Request(method, path, JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options), "application/json", Guid.NewGuid().ToString()),
            _ => true, ct);

    /// <summary>Reads once; null when nobody answered.</summary>
    public async Task<(int Status, string Text)?> Look(Guid person, string path, CancellationToken ct) =>
        await Once(person, new Request(HttpMethod.Get, path, null, "", null), ct) is { Status: { } status } seen ? (status, seen.Text) : null;

    public void Dispose() => _http.Dispose();

    private async Task<T> Until<T>(Guid person, Request request, Func<T, bool> enough, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pause);
        using var limit = new CancellationTokenSource(_patience);
        var last = "nothing";
        while (!limit.IsCancellationRequested)
        {
            var (status, text) = await Once(person, request, ct);
            last = $"{status} {text}";
            if (status is >= 200 and < 300 && JsonSerializer.Deserialize<T>(text, WireJson.Options) is { } read && enough(read)) return read;
            if (status is >= 400 and < 500 and not (401 or 403 or 404 or 409)) break;
            await timer.WaitForNextTickAsync(ct);
        }
        throw new InvalidOperationException($"gave up on {request.Method} {request.Path}: {last}");
    }

    private async Task<(int? Status, string Text)> Once(Guid person, Request request, CancellationToken ct)
    {
        var start = TimeProvider.System.GetUtcNow();
        int? status = null;
        var (text, sent) = ("", false);
        try
        {
            using var message = await Message(person, request, ct);
            sent = true;
            using var response = await _http.SendAsync(message, ct);
            text = await response.Content.ReadAsStringAsync(ct);
            status = (int)response.StatusCode;
            if (response.StatusCode is HttpStatusCode.Unauthorized) _sessions.TryRemove(person, out _);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is TaskCanceledException && !ct.IsCancellationRequested)
        {
            text = e.Message;
        }
        finally
        {
            if (sent) Record(person, request, start, status, text);
        }
        return (status, text);
    }

    private void Record(Guid person, Request request, DateTimeOffset start, int? status, string text) => recorder?.Invoke(new Attempt(
        person, request.Key, request.Method.Method, request.Path,
        request.Body is null ? null : Convert.ToHexStringLower(SHA256.HashData(request.Body)),
        start, TimeProvider.System.GetUtcNow(), status, status is null ? null : text));

    private async Task<HttpRequestMessage> Message(Guid person, Request request, CancellationToken ct)
    {
        if (!_sessions.TryGetValue(person, out var session)) session = _sessions[person] = await SignIn(person, ct);
        var message = new HttpRequestMessage(request.Method, request.Path) { Headers = { { "Cookie", session } } };
        if (request.Key is not null) message.Headers.Add("Idempotency-Key", request.Key);
        if (request.Body is null) return message;
        message.Content = new ByteArrayContent(request.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.MediaType);
        return message;
    }

    private async Task<string> SignIn(Guid person, CancellationToken ct)
    {
        using var response = await _http.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", person.ToString())]), ct);
        return response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.First().Split(';')[0]
            : throw new HttpRequestException($"sign-in: {(int)response.StatusCode}");
    }
}
