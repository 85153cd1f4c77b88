using System.Text.Json;
using PartyReport.Contracts;

namespace PartyReport.Archive;

/// <summary>What the trail says of an event's body, whatever its type: which report and revision, and the texts it brings.</summary>
internal sealed record Facts(Guid? Report, int? Revision, string? Hash, IReadOnlyList<Content> Contents)
{
    private static readonly string[] ContentLists = ["newBlocks", "contents"];

    public static Facts Of(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return new Facts(
            Find(root, "report", JsonValueKind.String)?.GetGuid(),
            Find(root, "revision", JsonValueKind.Number)?.GetInt32(),
            Find(root, "hash", JsonValueKind.String)?.GetString(),
            [.. ContentLists.SelectMany(list => ReadContents(root, list))]);
    }

    private static IEnumerable<Content> ReadContents(JsonElement root, string list) =>
        Find(root, list, JsonValueKind.Array) is { } contents
            ? contents.EnumerateArray().Select(c => new Content(c.GetProperty("sha256").GetString()!, c.GetProperty("text").GetString()!))
            : [];

    private static JsonElement? Find(JsonElement root, string name, JsonValueKind kind) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
