namespace PartyReport.Contracts;

/// <summary>
/// One event named as the reason of another. The archive logs a cause before its consequence, so only audited events are causes.
/// </summary>
/// <param name="Publisher">Service whose log holds the event, for example <c>drafting</c>.</param>
/// <param name="Stream">Stream in that log.</param>
/// <param name="Version">Version in the stream, from 1.</param>
public sealed record Cause(string Publisher, Guid Stream, int Version);
