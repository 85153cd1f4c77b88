namespace PartyReport.Contracts.Drafting.Http;

/// <summary>One revision in the list of a report.</summary>
public sealed record RevisionSummary(int Revision, string Hash, Guid Author, string Origin, DateTimeOffset At);
