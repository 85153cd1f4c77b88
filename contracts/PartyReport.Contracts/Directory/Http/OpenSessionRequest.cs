namespace PartyReport.Contracts.Directory.Http;

/// <summary>The gateway asks for a session: name and password, a subject of the provider, or a person of the demo county.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="Password">Password.</param>
/// <param name="Code">Code of the second factor, when the account has one.</param>
/// <param name="DemoPerson">Instead of all that, where the demo county may be used.</param>
/// <param name="Issuer">Instead of all that: the provider that the gateway had the person sign in at, and believes.</param>
/// <param name="Subject">How the provider names the person.</param>
public sealed record OpenSessionRequest(
    string? Name = null, string? Password = null, string? Code = null, Guid? DemoPerson = null, string? Issuer = null, string? Subject = null);
