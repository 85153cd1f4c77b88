namespace PartyReport.Contracts.Directory.Http;

/// <summary>A unit of the tree.</summary>
public sealed record UnitView(Guid Id, string Code, string Name, string Kind, Guid? Parent);
