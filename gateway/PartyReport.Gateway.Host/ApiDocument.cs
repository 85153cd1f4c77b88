using System.Text.Json.Nodes;

namespace PartyReport.Gateway.Host;

/// <summary>One OpenAPI document for the whole product, put together from those of the services. Kept once all of them have answered.</summary>
internal sealed class ApiDocument(Settings settings) : IDisposable
{
    // A service makes its document at the first request, which may be while all of them start; nobody waits for it again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Lock _asking = new();
    private Task<string?>? _making;
    private volatile string? _kept;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/openapi/v1.json", async (ApiDocument document, CancellationToken ct) =>
        await document.Text().WaitAsync(ct) is { } text
            ? Results.Text(text, "application/json")
            : new Hosting.Refusal(StatusCodes.Status503ServiceUnavailable, "service.unavailable",
                "A service is not there at the moment. Try again in a few seconds; nothing is done twice.").ToProblem()).ExcludeFromDescription();

    /// <summary>Puts documents together. Those that come later add what is not there yet; of a part that both have, both have the same.</summary>
    public static JsonObject Merge(IEnumerable<JsonObject> documents)
    {
        JsonObject? whole = null;
        foreach (var document in documents)
        {
            if (whole is null) whole = (JsonObject)document.DeepClone();
            else Add(whole, document, depth: 3);
        }
        whole?.Remove("servers");
        return whole ?? [];
    }

    public void Dispose() => _http.Dispose();

    // Whoever asks while it is made waits for the same one: this address is open to everybody, and each making asks five services.
    private Task<string?> Text()
    {
        if (_kept is { } kept) return Task.FromResult<string?>(kept);
        lock (_asking) return _making is { IsCompleted: false } making ? making : _making = Make();
    }

    private async Task<string?> Make()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var texts = await Task.WhenAll(settings.Services.OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => _http.GetStringAsync(new Uri(s.Value, "/openapi/v1.json"), patience.Token)));
            return _kept = Merge(texts.Select(t => JsonNode.Parse(t)!.AsObject())).ToJsonString();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    // paths, components.schemas, components.securitySchemes, tags.
    private static void Add(JsonObject whole, JsonObject part, int depth)
    {
        foreach (var (name, value) in part)
        {
            if (whole[name] is not { } there) whole[name] = value?.DeepClone();
            else if (depth > 1 && there is JsonObject inner && value is JsonObject more) Add(inner, more, depth - 1);
            else if (there is JsonArray list && value is JsonArray others)
                foreach (var other in others.Where(o => !list.Any(l => JsonNode.DeepEquals(l, o)))) list.Add(other?.DeepClone());
        }
    }
}
