using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PartyReport.Contracts;

namespace PartyReport.Matrix.Tests;

/// <summary>The product's address, as people use it.</summary>
internal sealed partial class Door(Uri address) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Lazy<Task<string>>> _sessions = new();
    private readonly ConcurrentDictionary<Guid, Lazy<Task<(string Cookie, string Token)>>> _forms = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = address, DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } },
    };

    /// <summary>Sends a request of somebody; null is nobody.</summary>
    public async Task<HttpResponseMessage> Send(Guid? person, HttpRequestMessage request)
    {
        if (person is { } known) request.Headers.Add("Cookie", await Session(known));
        if (request.Method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await Send(request);
    }

    /// <summary>Sends a form as the browser does that has the page on which it stands; nobody has one.</summary>
    public async Task<HttpResponseMessage> SendForm(Guid? person, HttpRequestMessage form)
    {
        if (person is { } known)
        {
            var (cookie, token) = await _forms.GetOrAdd(known, p => new(() => FormOn("/", p))).Value;
            form.Headers.Add("Cookie", $"{await Session(known)}; {cookie}");
            var fields = $"{await form.Content!.ReadAsStringAsync()}&token={Uri.EscapeDataString(token)}&key={Guid.NewGuid()}";
            form.Content = new StringContent(fields, Encoding.UTF8, "application/x-www-form-urlencoded");
        }
        return await Send(form);
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

    /// <summary>Signs somebody in with an initial password, and changes it: nothing else may be done before.</summary>
    public async Task Admit(Guid person, string name, string initial)
    {
        Enter(person, await SignIn([new("name", name), new("password", initial)]));
        _forms[person] = new(FormOn("/password", person));
        using var change = new HttpRequestMessage(HttpMethod.Post, "/password")
        {
            Content = new FormUrlEncodedContent([new("current", initial), new("next", Guid.NewGuid().ToString())]),
        };
        using var changed = await SendForm(person, change);
        Enter(person, CookieOf(changed));
        _forms.TryRemove(person, out _);
    }

    public void Dispose() => _http.Dispose();

    // Not to its end: one answer is a stream that has none.
    private Task<HttpResponseMessage> Send(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    private Task<string> Session(Guid person) => _sessions.GetOrAdd(person, p => new(() => SignIn([new("person", p.ToString("D"))]))).Value;

    private void Enter(Guid person, string session) => _sessions[person] = new(Task.FromResult(session));

    private async Task<string> SignIn(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var response = await _http.PostAsync("/sign-in", form);
        return CookieOf(response);
    }

    private static string CookieOf(HttpResponseMessage response) => response.Headers.TryGetValues("Set-Cookie", out var cookies)
        ? cookies.First().Split(';')[0]
        : throw new InvalidOperationException($"Nobody is signed in: {(int)response.StatusCode}");

    private async Task<(string Cookie, string Token)> FormOn(string page, Guid person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        using var response = await Send(person, request);
        var token = TokenField().Match(await response.Content.ReadAsStringAsync());
        return token.Success
            ? (response.Headers.GetValues("Set-Cookie").First(c => c.Contains("partyreport-form", StringComparison.Ordinal)).Split(';')[0], token.Groups[1].Value)
            : throw new InvalidOperationException($"{person} finds no form on {page}: {(int)response.StatusCode}");
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
