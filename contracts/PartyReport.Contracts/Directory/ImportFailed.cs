namespace PartyReport.Contracts.Directory;

/// <summary>
/// An import could not be written to its end: none of what its slices hold counts, and none of it ever will. Stream: the import.
/// </summary>
/// <param name="Import">The import.</param>
/// <param name="Slices">How many slices were recorded before.</param>
[Event("directory.import-failed", Audited = true)]
public sealed record ImportFailed(Guid Import, int Slices);
