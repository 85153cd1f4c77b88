namespace PartyReport.Contracts.Directory.Http;

/// <summary>When sessions were used last.</summary>
public sealed record SeenSessions(IReadOnlyList<SeenSession> Sessions);

/// <summary>When a session was used last.</summary>
public sealed record SeenSession(string Session, DateTimeOffset At);
