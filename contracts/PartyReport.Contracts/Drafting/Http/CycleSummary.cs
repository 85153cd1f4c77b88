namespace PartyReport.Contracts.Drafting.Http;

/// <summary>One cycle in a list.</summary>
/// <param name="Units">How many units it calls.</param>
/// <param name="ToStart">Units that it calls, whose report whoever asks may start and nobody has.</param>
public sealed record CycleSummary(Guid Id, int Year, string Title, DateTimeOffset Deadline, int Units, IReadOnlyList<Guid> ToStart);
