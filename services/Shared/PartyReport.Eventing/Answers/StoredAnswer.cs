namespace PartyReport.Eventing;

/// <summary>What a command was answered, kept so that the same command sent again gets the same bytes.</summary>
public sealed record StoredAnswer
{
    /// <summary>Hash of method, path and body; another hash under the same key is another command.</summary>
    public byte[] RequestHash { get; init; } = [];
    public int Status { get; init; }
    public string? Location { get; init; }
    public string? ETag { get; init; }
    public byte[] Body { get; init; } = [];
}
