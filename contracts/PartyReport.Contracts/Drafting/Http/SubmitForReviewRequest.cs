namespace PartyReport.Contracts.Drafting.Http;

/// <summary>Hands a revision to the chain.</summary>
/// <param name="Revision">The newest revision, as the submitter saw it.</param>
public sealed record SubmitForReviewRequest(int Revision);
