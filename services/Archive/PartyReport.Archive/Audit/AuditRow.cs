using PartyReport.Eventing;

namespace PartyReport.Archive;

/// <summary>A row of the trail with everything in it. Stored text that must be proved first is read as text.</summary>
internal sealed record AuditRow
{
    // An event has up to 4 MiB.
    private const int PageSize = 50;

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

    /// <summary>All rows in order, a page at a time: between two rows the session is free for other questions.</summary>
    public static async IAsyncEnumerable<AuditRow> All(Session session)
    {
        for (var last = -1L; await Page(session, last) is { Count: > 0 } page; last = page[^1].Idx)
            foreach (var row in page)
                yield return row;
    }

    private static Task<List<AuditRow>> Page(Session session, long after) => session.Query<AuditRow>(
        $"""
        select idx, {Unproved.Text("publisher")} as publisher, {Unproved.Text("stream")} as stream, {Unproved.Text("type")} as type,
               {Unproved.Number(session, "version")} as version, {Unproved.Number(session, "schema_version")} as schemaversion,
               {Unproved.Instant(session, "occurred_at")} as occurredat, {Unproved.Text("actor")} as actor,
               {Unproved.Text("report")} as report, {Unproved.Number(session, "revision")} as revision, {Unproved.Text("hash")} as hash,
               cast(early as integer) as early, {Unproved.Bytes(session, "leaf")} as leaf, {Unproved.Bytes(session, "leaf_hash")} as leafhash,
               {Unproved.Bytes(session, "headers")} as headers, {Unproved.Bytes(session, "body")} as body
        from leaf where idx > @after order by idx limit {PageSize}
        """, new { after });
}
