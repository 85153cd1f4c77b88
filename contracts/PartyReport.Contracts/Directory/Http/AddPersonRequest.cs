namespace PartyReport.Contracts.Directory.Http;

/// <summary>Adds a person.</summary>
/// <param name="Name">1–100 characters. Never leaves the directory.</param>
public sealed record AddPersonRequest(string Name);
