namespace PartyReport.Contracts.Directory;

/// <summary>All slices of an import are recorded; from now on all of it counts. Stream: the import.</summary>
/// <param name="Import">The import.</param>
/// <param name="Slices">How many there are.</param>
/// <param name="Rows">How many units or posts they hold.</param>
[Event("directory.import-completed", Audited = true)]
public sealed record ImportCompleted(Guid Import, int Slices, int Rows);
