using System.Text.Json.Serialization;

namespace PartyReport.SixProcesses;

/// <summary>One request as its sender saw it.</summary>
/// <param name="Who">The person.</param>
/// <param name="Key">Idempotency key; absent for a read.</param>
/// <param name="Body">SHA-256 of the body sent; absent without a body.</param>
/// <param name="Status">Status of the answer; absent when nobody knows what became of the request.</param>
/// <param name="Answer">Body of the answer; absent when there was none, and for reads that said nothing of interest.</param>
public sealed record Attempt(
    Guid Who, string? Key, string Method, string Path, string? Body, DateTimeOffset Start, DateTimeOffset End, int? Status, string? Answer)
{
    [JsonIgnore]
    public bool IsAcknowledged => Status is >= 200 and < 300;

    /// <summary>Nobody answered, or a part on the way was away: it may have been done or not.</summary>
    [JsonIgnore]
    public bool IsUnknown => Status is null or >= 500;
}
