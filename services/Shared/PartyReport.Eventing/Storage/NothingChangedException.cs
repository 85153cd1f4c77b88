namespace PartyReport.Eventing;

/// <summary>A statement that had to change one row changed none: somebody else was first. Nothing was written.</summary>
public sealed class NothingChangedException() : Exception("Somebody else changed the row.");
