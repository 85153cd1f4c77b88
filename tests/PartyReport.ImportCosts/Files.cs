using System.Net.Http.Headers;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.ImportCosts;

/// <summary>Sends files as a browser would; nothing is sent twice.</summary>
internal sealed class Files(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = address, Timeout = TimeSpan.FromMinutes(2), DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } },
    };

    private string _session = "";

    public async Task SignIn(Guid person, CancellationToken ct)
    {
        using var response = await _http.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", person.ToString())]), ct);
        _session = response.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    public Task<T> Get<T>(string path, CancellationToken ct) => Answer<T>(new HttpRequestMessage(HttpMethod.Get, path), ct);

    public Task<T> Send<T>(string path, byte[] body, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (body.Length > 0) request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return Answer<T>(request, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> Answer<T>(HttpRequestMessage request, CancellationToken ct)
    {
        using var owned = request;
        request.Headers.Add("Cookie", _session);
        using var response = await _http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<T>(text, WireJson.Options)!
            : throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {text}");
    }
}
