namespace PartyReport.Contracts.Archive.Http;

/// <summary>A report's trail.</summary>
/// <param name="Number">Archive number; absent until the report is filed.</param>
/// <param name="SealedBy">First published checkpoint that covers every entry; absent while one waits for it.</param>
public sealed record TrailView(Guid Report, long? Number, IReadOnlyList<TrailEntry> Entries, CheckpointView? SealedBy);
