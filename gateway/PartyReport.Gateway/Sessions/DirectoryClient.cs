using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Gateway;

/// <summary>What the gateway asks of the directory, in its own name. An outage throws <see cref="HttpRequestException"/>.</summary>
/// <param name="http">Leads to the directory, and to nothing else.</param>
public sealed class DirectoryClient(HttpClient http, TokenMint mint)
{
    private const string Gateway = "gateway", Directory = "directory";
    private static readonly Uri Sessions = new("/internal/sessions", UriKind.Relative);

    /// <summary>Signs in.</summary>
    public Task<Asked<OpenedSession>> Open(OpenSessionRequest request, CancellationToken ct) => Ask<OpenedSession>("", request, ct);

    public Task<Asked<OpenedSession>> ChangePassword(ChangePasswordRequest request, CancellationToken ct) => Ask<OpenedSession>("/password", request, ct);

    public Task<Asked<SecondFactorView>> BeginSecondFactor(SessionRequest request, CancellationToken ct) => Ask<SecondFactorView>("/second-factor", request, ct);

    public Task<Asked<object>> ConfirmSecondFactor(ConfirmSecondFactorRequest request, CancellationToken ct) =>
        Ask<object>("/second-factor/confirmation", request, ct);

    /// <summary>The state of a session; null when there is none that may be used.</summary>
    internal async Task<SessionState?> State(SessionHash session, CancellationToken ct) =>
        (await Ask<SessionState>("/state", new SessionRequest(session.ToString()), ct)).Value;

    internal Task End(SessionHash session, CancellationToken ct) => Ask<object>("/end", new SessionRequest(session.ToString()), ct);

    /// <summary>A key was refused what it was not issued for.</summary>
    internal Task OutOfScope(SessionHash key, CancellationToken ct) => Ask<object>("/out-of-scope", new SessionRequest(key.ToString()), ct);

    internal Task Seen(SeenSessions seen, CancellationToken ct) => Ask<object>("/seen", seen, ct);

    internal async Task<EndedSessions> Ended(string? after, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, "/ended" + (after is null ? "" : "?after=" + after));
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<EndedSessions>(WireJson.Options, ct))!;
    }

    private async Task<Asked<T>> Ask<T>(string path, object body, CancellationToken ct) where T : class
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        using var response = await http.SendAsync(request, ct);
        if (response.StatusCode is HttpStatusCode.NoContent) return new Asked<T>(null, null, "");
        if (response.IsSuccessStatusCode) return new Asked<T>(await response.Content.ReadFromJsonAsync<T>(WireJson.Options, ct), null, "");
        var problem = await Problem(response, ct);
        // A token of the gateway that is not believed is a fault of the installation, not of who signs in.
        if (problem.Code is null or "request.not-signed-in" || (int)response.StatusCode >= 500)
            throw new HttpRequestException($"The directory answered {(int)response.StatusCode}.", null, response.StatusCode);
        return problem.As<T>();
    }

    private static async Task<Asked<object>> Problem(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return new Asked<object>(null, null, "");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        return new Asked<object>(null, Text(problem, "code"), Text(problem, "detail") ?? "");
    }

    private static string? Text(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) ? value.GetString() : null;

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(Sessions + path, UriKind.Relative))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", mint.ForService(Gateway, Directory)) },
    };
}

/// <summary>An answer of the directory: a value, or the code of a refusal and its sentence in English.</summary>
public sealed record Asked<T>(T? Value, string? Code, string Detail) where T : class
{
    /// <summary>The refusal as pages tell it; null: nothing was refused.</summary>
    internal Web.Problem? Problem => Code is null ? null : new Web.Problem(Code, StatusCodes.Status422UnprocessableEntity, Detail);

    internal Asked<TOther> As<TOther>() where TOther : class => new(null, Code, Detail);
}
