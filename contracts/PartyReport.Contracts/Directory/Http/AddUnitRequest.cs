namespace PartyReport.Contracts.Directory.Http;

/// <summary>Adds a unit to the tree.</summary>
/// <param name="Code">Unique, 1–32 characters.</param>
/// <param name="Name">1–200 characters.</param>
/// <param name="Kind">One of <see cref="UnitKinds"/>.</param>
/// <param name="Parent">Unit above; absent only for the root.</param>
/// <param name="From">First day on which it is there, not in the future; absent: it always was.</param>
public sealed record AddUnitRequest(string Code, string Name, string Kind, Guid? Parent = null, DateOnly? From = null);
