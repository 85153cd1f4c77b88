namespace PartyReport.Contracts.Archive.Http;

/// <summary>One leaf of a report's trail.</summary>
/// <param name="Leaf">Index in the archive's log.</param>
/// <param name="Actor">A person's id, or <c>service:…</c>.</param>
/// <param name="Early">True when it was logged before its causes, after waiting in vain.</param>
/// <param name="Sealed">True when a published checkpoint covers it.</param>
public sealed record TrailEntry(
    long Leaf, string Publisher, Guid Stream, int Version, string Type, string Actor, DateTimeOffset At,
    int? Revision, string? Hash, bool Early, bool Sealed);
