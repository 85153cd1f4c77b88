using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartyReport.Contracts;

/// <summary>The one way events and headers become bytes: camelCase, absent instead of null, Chinese text unescaped.</summary>
public static class WireJson
{
    /// <summary>Reading is tolerant: unknown properties are skipped, so additive changes never stop a reader.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // The default escapes every Chinese character to six bytes; these bytes are never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };
}
