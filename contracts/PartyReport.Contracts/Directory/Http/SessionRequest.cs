namespace PartyReport.Contracts.Directory.Http;

/// <summary>The gateway names a session by the SHA-256 of its secret, in base64url.</summary>
public sealed record SessionRequest(string Session);
