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

    // A damaged row may hold anything; it must become a fault, not an exception.
    public static IAsyncEnumerable<AuditRow> All(Session session) => session.Stream<AuditRow>(
        """
        select idx, cast(publisher as text) as publisher, cast(stream as text) as stream, cast(type as text) as type,
               max(0, min(cast(version as integer), 2147483647)) as version,
               max(0, min(cast(schema_version as integer), 2147483647)) as schemaversion,
               cast(occurred_at as text) as occurredat, cast(actor as text) as actor, cast(report as text) as report,
               max(-1, min(cast(revision as integer), 2147483647)) as revision, cast(hash as text) as hash,
               cast(early as integer) as early, cast(leaf as blob) as leaf, cast(leaf_hash as blob) as leafhash,
               cast(headers as blob) as headers, cast(body as blob) as body
        from leaf order by idx
        """);
}
