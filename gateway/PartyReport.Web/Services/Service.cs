using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Web;

/// <summary>One service, asked in the name of the reader.</summary>
internal sealed class Service(HttpMessageInvoker connection, ClaimsPrincipal asking, CancellationToken ct)
{
    private static readonly Problem Away =
        new("service.unavailable", 503, "A service is not there at the moment. Try again in a few seconds; nothing is done twice.");

    public Task<Reply<T>> Get<T>(string path) where T : class => Send(new HttpRequestMessage(HttpMethod.Get, Address(path)), Json<T>);

    /// <summary>An answer that is no JSON.</summary>
    public Task<Reply<string>> Text(string path) =>
        Send(new HttpRequestMessage(HttpMethod.Get, Address(path)), async content => await content.ReadAsStringAsync(ct));

    /// <param name="key">Idempotency key: the same form sent twice does nothing twice.</param>
    public Task<Reply<T>> Send<T>(HttpMethod method, string path, object body, string key) where T : class =>
        Send<T>(method, path, JsonContent.Create(body, body.GetType(), options: WireJson.Options), key);

    /// <summary>The same with content as it is.</summary>
    public Task<Reply<T>> Send<T>(HttpMethod method, string path, HttpContent content, string key) where T : class
    {
        var request = new HttpRequestMessage(method, Address(path)) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return Send(request, Json<T>);
    }

    private static Uri Address(string path) => new(Connections.Inside, path);

    private Task<T?> Json<T>(HttpContent content) where T : class => content.ReadFromJsonAsync<T>(WireJson.Options, ct);

    private async Task<Reply<T>> Send<T>(HttpRequestMessage request, Func<HttpContent, Task<T?>> read) where T : class
    {
        request.Options.Set(Connections.Asking, asking);
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using (request)
            using (var response = await connection.SendAsync(request, ct))
                return response.IsSuccessStatusCode
                    ? new(await read(response.Content), null)
                    : new(null, await Read(response));
        }
        // The service cannot be reached, or does not answer in time; the reader's own leaving is no fault of it.
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new(null, Away);
        }
    }

    private async Task<Problem> Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return new Problem(status >= 500 ? "server.fault" : "request.malformed", status, response.ReasonPhrase ?? "");
        var document = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return new Problem(Member(document, "code"), status, Member(document, "detail"), document);
    }

    private static string Member(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) ? value.ToString() : "";
}
