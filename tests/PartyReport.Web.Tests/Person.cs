using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using PartyReport.Contracts;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Tests;

/// <summary>Somebody who opens pages and sends their forms as a browser without scripts does.</summary>
/// <param name="authority">Whose certificates are believed; null: the machine's.</param>
public sealed partial class Person(Uri address, Guid id, string language, X509Certificate2? authority = null) : IDisposable
{
    private readonly HttpClient _http = new(Handler(authority))
    {
        BaseAddress = address, DefaultRequestHeaders = { { "Origin", address.GetLeftPart(UriPartial.Authority) } },
    };

    private readonly Dictionary<string, string> _cookies = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Guid Id => id;

    /// <summary>Cookies by name.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public async Task SignIn()
    {
        using var response = await Send(HttpMethod.Post, "/sign-in", [new("person", id.ToString())]);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    public async Task<string> Page(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Send(HttpMethod.Get, path);
        var text = await response.Content.ReadAsStringAsync(Ct);
        response.StatusCode.ShouldBe(status, text);
        return text;
    }

    /// <summary>Opens a page and sends the form on it that leads to an address, with some fields filled in.</summary>
    public async Task<HttpResponseMessage> Submit(string page, string action, params (string Name, string Value)[] typed) =>
        await Send(HttpMethod.Post, action, Fields(await Page(page), action, typed));

    /// <summary>Sends a form that no page has shown to this person, with a token of their own all the same.</summary>
    public async Task<HttpResponseMessage> SubmitUnasked(string action, params (string Name, string Value)[] typed) =>
        await Send(HttpMethod.Post, action, Fields(await Page("/"), "/preferences", [("key", Guid.NewGuid().ToString()), .. typed]));

    /// <summary>The fields of a form on a page, with some filled in.</summary>
    public static List<KeyValuePair<string, string>> Fields(string page, string action, params (string Name, string Value)[] typed)
    {
        var form = Form().Matches(page).Select(m => m.Value).Single(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var hidden = Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        return [.. hidden.Where(h => typed.All(t => t.Name != h.Key)), .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))];
    }

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, List<KeyValuePair<string, string>>? form = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        var response = await _http.SendAsync(request, Ct);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set.Select(c => c.Split(';')[0].Split('=', 2))) _cookies[cookie[0]] = cookie[1];
        return response;
    }

    public async Task<T> Api<T>(HttpMethod method, string path, object? body = null) where T : class
    {
        using var response = await Call(method, path, body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Ct));
        return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options, Ct))!;
    }

    /// <summary>The answer, or null when it is refused.</summary>
    public async Task<T?> TryApi<T>(HttpMethod method, string path, object? body = null) where T : class
    {
        using var response = await Call(method, path, body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options));
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<T>(WireJson.Options, Ct) : null;
    }

    public async Task Import(Guid report, string text)
    {
        using var response = await Call(HttpMethod.Post, $"/api/reports/{report}/import?baseRevision=0", new ByteArrayContent(Encoding.UTF8.GetBytes(text)));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Ct));
    }

    public Task<ReportView> Report(Guid report) => Api<ReportView>(HttpMethod.Get, $"/api/reports/{report}");

    public async Task<BlockView> Block(Guid report, string words) =>
        (await Api<RevisionView>(HttpMethod.Get, $"/api/reports/{report}/revisions/{(await Report(report)).Revision}"))
            .Blocks.Single(b => b.Text.Contains(words, StringComparison.Ordinal));

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Call(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await _http.SendAsync(request, Ct);
    }

    private static SocketsHttpHandler Handler(X509Certificate2? authority)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (authority is not null)
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck,
            };
        return handler;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
