namespace PartyReport.Contracts.Archive.Http;

/// <summary>A published checkpoint.</summary>
/// <param name="Leaves">Tree size.</param>
/// <param name="Root">Root hash, base64.</param>
public sealed record CheckpointView(long Leaves, string Root);
