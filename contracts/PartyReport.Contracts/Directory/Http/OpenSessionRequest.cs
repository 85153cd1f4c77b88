namespace PartyReport.Contracts.Directory.Http;

/// <summary>The gateway asks for a session: name and password, or a person of the demo county.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="Password">Password.</param>
/// <param name="Code">Code of the second factor, when the account has one.</param>
/// <param name="DemoPerson">Instead of all that, where the demo county may be used.</param>
public sealed record OpenSessionRequest(string? Name = null, string? Password = null, string? Code = null, Guid? DemoPerson = null);
