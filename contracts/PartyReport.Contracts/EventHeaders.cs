namespace PartyReport.Contracts;

/// <summary>What travels beside every event body. Written once, hashed with the body, never re-serialised.</summary>
/// <param name="Actor">Who did it: a person's id, or <c>service:review</c> for what a service does by itself.</param>
/// <param name="Command">Idempotency key of the command, or the event that a subscription reacted to.</param>
/// <param name="Causes">Events that led to this one, in other logs; empty for a first-hand act.</param>
/// <param name="Trace">W3C trace context; absent when nothing was tracing.</param>
/// <param name="Session">
/// How the person acted: id of the session (<see cref="Directory.SessionOpened"/>) or of the key of another system
/// (<see cref="Directory.ApiKeyIssued"/>); absent: a service did it, or the event is older than this field.
/// </param>
public sealed record EventHeaders(string Actor, string Command, IReadOnlyList<Cause> Causes, string? Trace = null, Guid? Session = null);
