using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>A row of the trail with everything in it. Stored text that must be proved first is read as text.</summary>
internal sealed record AuditRow
{
    public long Idx { get; init; }
    public string Publisher { get; init; } = "";
    public string Stream { get; init; } = "";
    public int Version { get; init; }
    public string Type { get; init; } = "";
    public int SchemaVersion { get; init; }
    public string OccurredAt { get; init; } = "";
    public string Actor { get; init; } = "";
    public string? Report { get; init; }
    public int? Revision { get; init; }
    public string? Hash { get; init; }
    public bool Early { get; init; }
    public byte[] Leaf { get; init; } = [];
    public byte[] LeafHash { get; init; } = [];
    public byte[] Headers { get; init; } = [];
    public byte[] Body { get; init; } = [];

    /// <summary>How people find it: <c>report … revision 1 (leaf 31)</c>.</summary>
    public string Name => Report is null
        ? $"{Publisher}/{Stream}/{Version} (leaf {Idx})"
        : $"report {Report}{(Revision is null ? "" : $" revision {Revision}")} (leaf {Idx})";

    public static IAsyncEnumerable<AuditRow> All(Session session) => session.Stream<AuditRow>(
        """
        select idx, publisher, stream, version, type, schema_version as schemaversion, occurred_at as occurredat, actor, report,
               revision, hash, early, leaf, leaf_hash as leafhash, headers, body
        from leaf order by idx
        """);
}
