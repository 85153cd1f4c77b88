namespace PartyReport.Contracts.Drafting.Http;

/// <summary>What was handed to the chain.</summary>
public sealed record SubmissionView(Guid Report, int Revision, string Hash, bool Late);
