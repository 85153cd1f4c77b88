namespace PartyReport.Contracts.Directory.Http;

/// <summary>Gives a person another name. Needs <c>If-Match</c> with the person's ETag.</summary>
/// <param name="Name">1–100 characters. Never leaves the directory.</param>
public sealed record RenamePersonRequest(string Name);
