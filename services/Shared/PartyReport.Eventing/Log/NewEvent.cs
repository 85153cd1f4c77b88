namespace PartyReport.Eventing;

/// <summary>An event about to be appended, already in its final bytes.</summary>
/// <param name="Version">The version it must get; the append fails when the stream has moved.</param>
/// <param name="Value">The record that the bytes were made from, for read models.</param>
public sealed record NewEvent(
    Guid Stream, int Version, string Type, int SchemaVersion, byte[] Body, byte[] Headers, DateTimeOffset OccurredAt, object Value);
