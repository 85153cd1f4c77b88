namespace PartyReport.Contracts.Directory.Http;

/// <summary>Adds a person.</summary>
/// <param name="Name">1–100 characters. Never leaves the directory.</param>
/// <param name="Number">What files know the person by, 1–32 characters, nobody else's; absent: the person is in no file that is imported or exported.</param>
public sealed record AddPersonRequest(string Name, string? Number = null);
