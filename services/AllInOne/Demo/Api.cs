using System.Net.Http.Headers;
using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.AllInOne.Demo;

/// <summary>The product's HTTP interface as one person uses it.</summary>
internal sealed class Api(HttpClient http, string run)
{
    private readonly Dictionary<Guid, string> _sessions = [];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<T> Get<T>(Guid person, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send<T>(request, person, ct);
    }

    public async Task<string> GetText(Guid person, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", await Session(person, ct));
        using var response = await http.SendAsync(request, ct);
        await Check(response, ct);
        return await response.Content.ReadAsStringAsync(ct);
    }

    /// <summary>Sends a change. The step names the intent, so a run that was cut repeats it without doing it twice.</summary>
    public async Task<T> Send<T>(HttpMethod method, Guid person, string step, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Body(body) };
        request.Headers.Add("Idempotency-Key", $"demo:{run}:{step}");
        return await Send<T>(request, person, ct);
    }

    /// <summary>Asks again until what others do in the background is done.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> probe, CancellationToken ct) where T : class
    {
        using var timer = new PeriodicTimer(Pause);
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await probe() is { } found) return found;
            await timer.WaitForNextTickAsync(ct);
        }
        throw new KnownFailure(Exit.Failed, $"等待超时 gave up waiting for: {what}");
    }

    private static HttpContent Body(object body)
    {
        if (body is not byte[] bytes) return JsonContent.Create(body, options: WireJson.Options);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return content;
    }

    private async Task<T> Send<T>(HttpRequestMessage request, Guid person, CancellationToken ct)
    {
        request.Headers.Add("Cookie", await Session(person, ct));
        using var response = await http.SendAsync(request, ct);
        await Check(response, ct);
        return (await response.Content.ReadFromJsonAsync<T>(WireJson.Options, ct))!;
    }

    // The cookie is for secure addresses only; browsers count this machine as one, HttpClient does not, so it is kept by hand.
    private async Task<string> Session(Guid person, CancellationToken ct)
    {
        if (_sessions.TryGetValue(person, out var session)) return session;
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("person", person.ToString("D"))]) };
        form.Headers.Add("Origin", http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var response = await http.SendAsync(form, ct);
        return response.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? _sessions[person] = cookies.First().Split(';')[0]
            : throw new Refused((int)response.StatusCode, "sign-in.refused", $"{person} cannot sign in there.");
    }

    private static async Task Check(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode) return;
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        throw new Refused((int)response.StatusCode, Text(problem, "code"), Text(problem, "detail"));
    }

    private static string Text(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) ? value.ToString() : "";
}

/// <summary>A refusal of the product, as a client sees it.</summary>
internal sealed class Refused(int status, string code, string detail) : Exception($"{status} {code}: {detail}")
{
    public int Status => status;
    public string Code => code;
    public string Detail => detail;
}
