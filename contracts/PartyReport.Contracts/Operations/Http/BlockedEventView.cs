namespace PartyReport.Contracts.Operations.Http;

/// <summary>A blocked event without its content.</summary>
/// <param name="Subscription">Name of the subscription.</param>
/// <param name="Publisher">Service whose log holds the event.</param>
/// <param name="Shard">Shard of that log.</param>
/// <param name="Cursor">Where it stands in that log.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Attempt">How often it was tried; 0: it waits behind an earlier one of its stream.</param>
/// <param name="DueAt">When it is tried next; absent: parked, or behind an earlier one.</param>
/// <param name="ParkedAt">When it was given up; absent: it was not.</param>
/// <param name="Error">What went wrong last; absent: it was not tried yet.</param>
public sealed record BlockedEventView(
    string Subscription, string Publisher, int Shard, string Cursor, Guid Stream, int Version, string Type, DateTimeOffset OccurredAt,
    int Attempt, DateTimeOffset? DueAt = null, DateTimeOffset? ParkedAt = null, string? Error = null);
