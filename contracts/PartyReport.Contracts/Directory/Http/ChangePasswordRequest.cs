namespace PartyReport.Contracts.Directory.Http;

/// <summary>The holder of a session chooses another password.</summary>
/// <param name="Session">SHA-256 of the session's secret, in base64url.</param>
/// <param name="Current">Password until now.</param>
/// <param name="Next">10–128 characters, without the sign-in name in it.</param>
public sealed record ChangePasswordRequest(string Session, string Current, string Next);
