using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Matrix.Tests;

/// <summary>The product's address, as people use it.</summary>
internal sealed class Door(Uri address) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, string> _sessions = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>Sends a request of somebody; null is nobody.</summary>
    public async Task<HttpResponseMessage> Send(Guid? person, HttpRequestMessage request)
    {
        if (person is { } known) request.Headers.Add("Cookie", await Session(known));
        if (request.Method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        // Not to its end: one answer is a stream that has none.
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<T> Get<T>(Guid person, string path) => await Read<T>(person, new HttpRequestMessage(HttpMethod.Get, path));

    public Task<T> Post<T>(Guid person, string path, object body) => Read<T>(person, new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(body) });

    public static HttpContent Body(object body)
    {
        if (body is not byte[] bytes) return JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return content;
    }

    public async Task<T> Read<T>(Guid person, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Send(person, request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize<T>(text, WireJson.Options)!
                : throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {text}");
        }
    }

    private async Task<string> Session(Guid person)
    {
        if (_sessions.TryGetValue(person, out var session)) return session;
        using var form = new FormUrlEncodedContent([new("person", person.ToString("D"))]);
        using var response = await _http.PostAsync("/sign-in", form);
        return _sessions[person] = response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.First().Split(';')[0]
            : throw new InvalidOperationException($"{person} cannot sign in: {(int)response.StatusCode}");
    }

    public void Dispose() => _http.Dispose();
}
