namespace PartyReport.Contracts.Directory;

/// <summary>
/// A slice of an import of units, at most 256 KiB. None of it counts before <see cref="ImportCompleted"/>. Stream: the import.
/// </summary>
/// <param name="Import">The import.</param>
/// <param name="Slice">1 for the first slice.</param>
/// <param name="Units">Units above come before those below them.</param>
[Event("directory.units-imported", Audited = true)]
public sealed record UnitsImported(Guid Import, int Slice, IReadOnlyList<ImportedUnit> Units);

/// <summary>A unit as an import says it is.</summary>
/// <param name="Unit">Id of the unit.</param>
/// <param name="Code">Short unique code; never changed.</param>
/// <param name="Name">Full name.</param>
/// <param name="Kind">One of <see cref="UnitKinds"/>; never changed.</param>
/// <param name="Version">Version of the unit after this: 1 is a new unit, above are new name and place of one that was there.</param>
/// <param name="Parent">Unit above; absent for the root.</param>
public sealed record ImportedUnit(Guid Unit, string Code, string Name, string Kind, int Version, Guid? Parent = null);
