namespace PartyReport.Contracts.Directory.Http;

/// <summary>Sessions that ended after a cursor.</summary>
/// <param name="Cursor">To be asked with next. Sessions may be told more than once, never not at all.</param>
/// <param name="Sessions">Each as the SHA-256 of its secret, in base64url.</param>
public sealed record EndedSessions(string Cursor, IReadOnlyList<string> Sessions);
