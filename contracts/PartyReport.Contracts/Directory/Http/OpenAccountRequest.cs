namespace PartyReport.Contracts.Directory.Http;

/// <summary>Opens an account for a person.</summary>
/// <param name="Person">Whose; a person may have several accounts.</param>
/// <param name="Name">Sign-in name, unique, 2–64 characters without spaces; capital letters do not count.</param>
public sealed record OpenAccountRequest(Guid Person, string Name);
